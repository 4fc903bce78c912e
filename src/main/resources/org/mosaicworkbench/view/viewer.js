// An image viewer: zoom, pan, stretch, positions, catalogs, blink, difference. It loads nothing from a network.
// Each element of class mosaic-view holds its images in data-view; without this script, it shows a static picture.
var mosaicView = window.mosaicView || (function () {
    "use strict";

    const HELP = [
        ["wheel (after a click), + and -", "zoom"], ["drag, arrows (Shift: one pixel)", "move"], ["f, 1", "whole field, full resolution"],
        ["n, p", "next and previous image"], ["b, Space", "blink; swap images once"], ["d", "difference of the two images"],
        ["a", "exposures as they are, or shifted by their measured offsets"],
        ["s", "linear, asinh, log"], ["z, u", "zscale limits, default limits"], ["[ ]", "white limit"], [", .", "black limit"],
        ["i", "invert black and white"], ["o", "catalogs"], ["c", "next close-up"]
    ];
    const LOOK = `
.mosaic-view { font: 13px/1.5 system-ui, sans-serif; color: inherit; max-width: 60rem; margin: 0.8em 0;
    --mv-line: #8a8f96; --mv-on: #0060a0; --mv-paper: transparent; }
@media (prefers-color-scheme: dark) { .mosaic-view { --mv-on: #6fbdf0; } }
.mosaic-view .mv-bar { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin: 4px 0; }
.mosaic-view button, .mosaic-view select { font: inherit; color: inherit; background: var(--mv-paper);
    border: 1px solid var(--mv-line); border-radius: 4px; padding: 1px 8px; margin: 0; cursor: pointer; width: auto; }
.mosaic-view option { color: #1a1a1a; background: #ffffff; }
.mosaic-view button[aria-pressed=true] { border-color: var(--mv-on); box-shadow: inset 0 -3px 0 var(--mv-on); font-weight: 600; }
.mosaic-view button:focus-visible, .mosaic-view select:focus-visible, .mosaic-view canvas:focus-visible {
    outline: 2px solid var(--mv-on); outline-offset: 1px; }
.mosaic-view canvas { display: block; max-width: none; touch-action: none; }
.mosaic-view .mv-sky { width: 100%; background: #2b3a4a; cursor: crosshair; }
.mosaic-view .mv-histogram { width: 100%; height: 64px; cursor: ew-resize; }
.mosaic-view .mv-read { font-variant-numeric: tabular-nums; min-height: 3em; white-space: pre-wrap; }
.mosaic-view .mv-group { display: inline-flex; gap: 2px; align-items: center; }
.mosaic-view dl { display: grid; grid-template-columns: max-content auto; gap: 0 1em; margin: 4px 0; }
.mosaic-view dt { font-weight: 600; } .mosaic-view dd { margin: 0; }
@media print { .mosaic-view .mv-bar, .mosaic-view details { display: none; } }`;
    const COLOURS = { circle: "#e69f00", square: "#56b4e9", diamond: "#00d49f" };
    const STRETCHES = ["linear", "asinh", "log"];
    const RADIANS = Math.PI / 180;
    const BLINK = 700;
    const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

    // ---- coordinates: the gnomonic projection, as in the Java class Wcs; FITS pixels, the first is 1

    function residual(wcs, x, y) {
        const grid = wcs.distortion;
        if (!grid) {
            return [0, 0];
        }
        const rows = grid.x.length / grid.columns;
        const u = (x - 1) / grid.step, v = (y - 1) / grid.step;
        const i = clamp(Math.floor(u), 0, grid.columns - 2), j = clamp(Math.floor(v), 0, rows - 2);
        const at = (n, a, b) => n[(j + b) * grid.columns + i + a];
        const between = n => (1 - v + j) * ((1 - u + i) * at(n, 0, 0) + (u - i) * at(n, 1, 0))
            + (v - j) * ((1 - u + i) * at(n, 0, 1) + (u - i) * at(n, 1, 1));
        return [between(grid.x), between(grid.y)];
    }

    function toSky(wcs, x, y) {
        const moved = residual(wcs, x, y);
        const f = x + moved[0] - wcs.pixel[0], g = y + moved[1] - wcs.pixel[1], m = wcs.matrix;
        const xi = (m[0] * f + m[1] * g) * RADIANS, eta = (m[2] * f + m[3] * g) * RADIANS;
        const sin = Math.sin(wcs.sky[1] * RADIANS), cos = Math.cos(wcs.sky[1] * RADIANS);
        const along = cos - eta * sin;
        const ra = wcs.sky[0] + Math.atan2(xi, along) / RADIANS;
        return [((ra % 360) + 360) % 360, Math.atan2(sin + eta * cos, Math.hypot(xi, along)) / RADIANS];
    }

    function toPixel(wcs, ra, dec) {
        const a = (ra - wcs.sky[0]) * RADIANS, d = dec * RADIANS, d0 = wcs.sky[1] * RADIANS;
        const cosine = Math.sin(d0) * Math.sin(d) + Math.cos(d0) * Math.cos(d) * Math.cos(a);
        if (!(cosine > 0)) {
            return [NaN, NaN];
        }
        const xi = Math.cos(d) * Math.sin(a) / cosine / RADIANS;
        const eta = (Math.cos(d0) * Math.sin(d) - Math.sin(d0) * Math.cos(d) * Math.cos(a)) / cosine / RADIANS;
        const m = wcs.matrix, det = m[0] * m[3] - m[1] * m[2];
        const x = wcs.pixel[0] + (m[3] * xi - m[1] * eta) / det, y = wcs.pixel[1] + (m[0] * eta - m[2] * xi) / det;
        let at = [x, y];
        for (let i = 0; i < 20 && wcs.distortion; i++) {
            const moved = residual(wcs, at[0], at[1]);
            at = [x - moved[0], y - moved[1]];
        }
        return at;
    }

    function sexagesimal(degrees, perUnit, digits) {
        const unit = Math.pow(10, digits);
        const all = Math.round(Math.abs(degrees) / perUnit * 3600 * unit);
        const two = (n, length) => String(n).padStart(length, "0");
        const seconds = (all % (60 * unit)) / unit;
        return two(Math.floor(all / 3600 / unit), 2) + ":" + two(Math.floor(all / 60 / unit) % 60, 2) + ":"
            + two(seconds.toFixed(digits), digits + 3);
    }

    // ---- pixels

    async function decoded(tile, sky, step) {
        const zipped = Uint8Array.from(atob(tile.data), c => c.charCodeAt(0));
        const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
        const planes = new Uint8Array(await new Response(stream).arrayBuffer());
        const number = tile.w * tile.h;
        tile.codes = new Uint16Array(number);
        tile.values = new Float32Array(number);
        for (let i = 0; i < number; i++) {
            const code = planes[i] | planes[number + i] << 8;
            tile.codes[i] = code;
            tile.values[i] = code === 0 ? NaN : tile.zero + tile.soft * Math.sinh((code - sky) * step);
        }
        delete tile.data;
    }

    function start(element) {
        // Old browsers cannot decompress the pixels and show the static picture.
        if (element.mosaicView || !element.dataset.view || typeof DecompressionStream === "undefined") {
            return element.mosaicView;
        }
        if (!document.getElementById("mosaic-view-look")) {
            const look = document.createElement("style");
            look.id = "mosaic-view-look";
            look.textContent = LOOK;
            document.head.append(look);
        }
        element.mosaicView = viewer(element, JSON.parse(element.dataset.view));
        return element.mosaicView;
    }

    function viewer(element, data) {
        const images = data.images;
        images.forEach(one => { one.wcs = one.wcs === "first" ? images[0].wcs : one.wcs; });
        const now = {
            image: 0, other: Math.min(1, images.length - 1), x: 0, y: 0, scale: 1, stretch: "asinh", low: 0, high: 1,
            inverse: false, difference: false, aligned: false, overlays: data.overlays.map(() => false), closeUp: -1,
            pointer: null, chosen: null, blinking: 0, ready: false
        };
        const parts = build();
        const sky = parts.sky, histogram = parts.histogram;
        let pending = false, size = [0, 0];

        function make(name, properties, ...inside) {
            const made = Object.assign(document.createElement(name), properties);
            made.append(...inside);
            return made;
        }

        function button(words, title, action, pressed) {
            const made = make("button", { type: "button", textContent: words, title: title, onclick: action });
            if (pressed) {
                made.pressed = pressed;
            }
            return made;
        }

        function select(title, value, change) {
            const made = make("select", { title: title });
            made.setAttribute("aria-label", title);
            images.forEach((one, i) => made.append(make("option", { value: i, textContent: one.name })));
            made.value = value;
            made.onchange = () => change(Number(made.value));
            return made;
        }

        function build() {
            const first = make("div", { className: "mv-bar" }), second = make("div", { className: "mv-bar" });
            const third = make("div", { className: "mv-bar" });
            const made = {
                sky: make("canvas", { className: "mv-sky", tabIndex: 0 }),
                histogram: make("canvas", { className: "mv-histogram", tabIndex: -1 }),
                read: make("div", { className: "mv-read" })
            };
            made.sky.setAttribute("role", "img");
            element.setAttribute("data-lm-suppress-shortcuts", "true");
            made.sky.setAttribute("aria-label", data.title + "; keys: see Keys below");
            made.histogram.setAttribute("role", "img");
            made.histogram.setAttribute("aria-label", "histogram; drag the black and white limits");
            if (images.length > 1) {
                made.image = select("image", now.image, i => set({ image: i }));
                made.other = select("image to blink with", now.other, i => set({ other: i }));
                first.append(made.image, make("span", { textContent: "and" }), made.other,
                    button("Blink", "blink the two images (b)", blink, () => now.blinking !== 0));
                if (images.filter(one => !one.apart).length > 1) {
                    first.append(button("Difference", "first image minus second (d)",
                        () => set({ difference: !now.difference }), () => now.difference));
                }
                if (images.some(one => one.aligned)) {
                    first.append(button("Aligned", "shift each exposure by its measured offset (a)",
                        () => set({ aligned: !now.aligned }), () => now.aligned));
                }
            }
            const stretches = make("span", { className: "mv-group" });
            STRETCHES.forEach(name => stretches.append(
                button(name, name + " stretch (s)", () => set({ stretch: name }), () => now.stretch === name)));
            second.append(stretches, button("zscale", "zscale limits (z)", zscale), button("Default", "default limits (u)", usual),
                button("Inverse", "dark sources on a bright sky (i)", () => set({ inverse: !now.inverse }), () => now.inverse),
                button("Fit", "the whole field (f)", fit), button("1:1", "full resolution (1)", () => set({ scale: 1 })),
                button("+", "zoom in (+)", () => zoom(2)), button("\u2212", "zoom out (-)", () => zoom(0.5)));
            data.closeUps.forEach((one, i) => third.append(
                button("Close-up " + one.name, "jump to this close-up (c)", () => jump(i), () => now.closeUp === i)));
            data.overlays.forEach((one, i) => {
                const mark = { circle: "\u25cb ", square: "\u25a1 ", diamond: "\u25c7 " }[one.shape];
                third.append(button(mark + one.name, "show or hide (o)", () => {
                    now.overlays[i] = !now.overlays[i];
                    draw();
                }, () => now.overlays[i]));
            });
            const keys = make("dl", {});
            HELP.forEach(([key, words]) => keys.append(make("dt", { textContent: key }), make("dd", { textContent: words })));
            const help = make("details", {}, make("summary", { textContent: "Keys" }), keys);
            const picture = element.querySelector("img");
            if (picture) {
                picture.remove();
            }
            element.append(first, made.sky, made.read, made.histogram, second, third, help);
            return made;
        }

        // ---- state

        function set(change) {
            Object.assign(now, change);
            if ("image" in change && change.image === now.other && images.length > 1) {
                now.other = (now.image + 1) % images.length;
            }
            // Images of different fields have no difference.
            now.difference = now.difference && now.image !== now.other && !images[now.image].apart && !images[now.other].apart;
            draw();
        }

        function usual() {
            set({ low: data.limits[0], high: data.limits[2] });
        }

        function zscale() {
            set({ low: data.limits[0], high: data.limits[1] });
        }

        function fit() {
            const image = grid();
            set({ x: (image.width + 1) / 2, y: (image.height + 1) / 2,
                scale: Math.min(size[0] / image.width, size[1] / image.height), closeUp: -1 });
        }

        function zoom(times, at) {
            const scale = clamp(now.scale * times, Math.min(size[0] / grid().width, 1) / 2, 64);
            const here = at || [size[0] / 2, size[1] / 2];
            const [x, y] = toImage(here[0], here[1]);
            set({ scale: scale, x: x - (here[0] - size[0] / 2) / scale, y: y + (here[1] - size[1] / 2) / scale });
        }

        function jump(i) {
            const one = data.closeUps[i];
            const at = toPixel(grid().wcs || images[0].wcs, one.place[0], one.place[1]);
            set({ closeUp: i, x: at[0], y: at[1], scale: Math.min(size[0], size[1]) / one.side });
        }

        function swap() {
            const image = now.image;
            Object.assign(now, { image: now.other, other: image, difference: false });
            draw();
        }

        function blink() {
            if (now.blinking) {
                clearInterval(now.blinking);
                now.blinking = 0;
                draw();
            } else if (images.length > 1) {
                now.blinking = setInterval(swap, BLINK);
                swap();
            }
        }

        // ---- screen positions, pixels of the grid, and pixels of a shifted image

        // All images share the pixel grid of the first, except those marked as apart.
        function grid() {
            return images[now.image].apart ? images[now.image] : images[0];
        }

        function toScreen(x, y) {
            return [size[0] / 2 + (x - now.x) * now.scale, size[1] / 2 - (y - now.y) * now.scale];
        }

        function toImage(x, y) {
            return [now.x + (x - size[0] / 2) / now.scale, now.y - (y - size[1] / 2) / now.scale];
        }

        function moves(image) {
            return now.aligned && image.aligned;
        }

        function back(image, x, y) {
            if (!moves(image)) {
                return [x, y];
            }
            const [dx, dy, turn] = image.aligned, c = Math.cos(turn * RADIANS), s = Math.sin(turn * RADIANS);
            const midX = (image.width + 1) / 2, midY = (image.height + 1) / 2;
            const u = x - midX - dx, v = y - midY - dy;
            return [midX + c * u + s * v, midY - s * u + c * v];
        }

        function tileAt(image, x, y) {
            for (let i = image.tiles.length - 1; i >= 0; i--) {
                const t = image.tiles[i];
                const column = Math.floor((x - t.x + 0.5) / t.bin), row = Math.floor((y - t.y + 0.5) / t.bin);
                if (column >= 0 && row >= 0 && column < t.w && row < t.h && x < image.width + 0.5 && y < image.height + 0.5) {
                    return { tile: t, n: i, at: row * t.w + column };
                }
            }
            return null;
        }

        function between(tile, x, y) {
            const u = (x - tile.x + 0.5) / tile.bin - 0.5, v = (y - tile.y + 0.5) / tile.bin - 0.5;
            const i = Math.floor(u), j = Math.floor(v);
            const at = (a, b) => i + a < 0 || j + b < 0 || i + a >= tile.w || j + b >= tile.h ? NaN
                : tile.values[(j + b) * tile.w + i + a];
            const mix = (p, q, part) => part === 0 ? p : (1 - part) * p + part * q;
            return mix(mix(at(0, 0), at(1, 0), u - i), mix(at(0, 1), at(1, 1), u - i), v - j);
        }

        // ---- drawing

        function part(value) {
            const range = now.high - now.low;
            const t = range > 0 ? (value - now.low) / range : value > now.low ? 1 : 0;
            if (t <= 0 || now.stretch === "linear") {
                return clamp(t, 0, 1);
            }
            if (now.stretch === "log") {
                return Math.min(1, Math.log1p(1000 * t) / Math.log1p(1000));
            }
            const soft = clamp(range / (3 * sigma()), 3, 1e6);
            return Math.min(1, Math.asinh(soft * t) / Math.asinh(soft));
        }

        function sigma() {
            return images[0].tiles[0].soft * 8 * data.step;
        }

        function key() {
            return [now.low, now.high, now.stretch, now.inverse].join(" ");
        }

        function painted(tile) {
            if (tile.key === key()) {
                return tile.canvas;
            }
            const greys = new Uint8Array(65536), known = new Uint8Array(65536);
            return onCanvas(tile, i => {
                const code = tile.codes[i];
                if (!known[code]) {
                    known[code] = 1;
                    const grey = Math.round(255 * part(tile.values[i]));
                    greys[code] = now.inverse ? 255 - grey : grey;
                }
                return code === 0 ? 0 : 0xff000000 | greys[code] * 0x010101;
            }, key());
        }

        function onCanvas(tile, colour, made) {
            const canvas = tile.canvas || document.createElement("canvas");
            canvas.width = tile.w;
            canvas.height = tile.h;
            const context = canvas.getContext("2d");
            const pixels = context.createImageData(tile.w, tile.h), words = new Uint32Array(pixels.data.buffer);
            for (let y = 0, i = 0; y < tile.h; y++) {
                for (let x = 0, to = (tile.h - 1 - y) * tile.w; x < tile.w; x++, i++, to++) {
                    words[to] = colour(i);
                }
            }
            context.putImageData(pixels, 0, 0);
            tile.canvas = canvas;
            tile.key = made;
            return canvas;
        }

        // The values of both images at a pixel of a tile.
        function valuesAt(n, i) {
            const one = images[now.image], two = images[now.other], a = one.tiles[n], b = two.tiles[n];
            const x = a.x - 0.5 + (i % a.w + 0.5) * a.bin, y = a.y - 0.5 + (Math.floor(i / a.w) + 0.5) * a.bin;
            return [moves(one) ? between(a, ...back(one, x, y)) : a.values[i],
                moves(two) ? between(b, ...back(two, x, y)) : b.values[i]];
        }

        // Orange: the first image is brighter; blue: the second; black: no difference.
        function compared(n) {
            const one = images[now.image], a = one.tiles[n];
            one.compared = one.compared || [];
            const tile = one.compared[n] || (one.compared[n] = { x: a.x, y: a.y, w: a.w, h: a.h, bin: a.bin });
            const made = key() + " " + now.other + " " + now.aligned;
            if (tile.key === made) {
                return tile;
            }
            onCanvas(tile, i => {
                const [first, second] = valuesAt(n, i), difference = first - second;
                if (Number.isNaN(difference)) {
                    return 0;
                }
                const much = part(now.low + Math.abs(difference));
                const c = difference > 0 ? [230, 159, 0] : [86, 180, 233];
                return 0xff000000 | Math.round(much * c[2]) << 16 | Math.round(much * c[1]) << 8 | Math.round(much * c[0]);
            }, made);
            return tile;
        }

        function drawTile(context, image, tile, canvas) {
            const [left, top] = toScreen(tile.x - 0.5, tile.y - 0.5 + tile.h * tile.bin);
            const step = now.scale * tile.bin;
            context.imageSmoothingEnabled = step < 1;
            context.drawImage(canvas, left, top, tile.w * step, tile.h * step);
        }

        function drawImages(context) {
            const image = images[now.image];
            context.save();
            if (moves(image) && !now.difference) {
                const [dx, dy, turn] = image.aligned, midX = (image.width + 1) / 2, midY = (image.height + 1) / 2;
                context.translate(...toScreen(midX + dx, midY + dy));
                context.rotate(-turn * RADIANS);
                const [x, y] = toScreen(midX, midY);
                context.translate(-x, -y);
            }
            const [left, top] = toScreen(0.5, image.height + 0.5);
            context.beginPath();
            context.rect(left, top, image.width * now.scale, image.height * now.scale);
            context.clip();
            for (let n = 0; n < image.tiles.length; n++) {
                const tile = image.tiles[n];
                if (tile.bin > 1 || n === 0 || now.scale > 0.5 / images[0].tiles[0].bin) {
                    drawTile(context, image, tile, now.difference ? compared(n).canvas : painted(tile));
                }
            }
            context.restore();
        }

        function haloed(context, colour, path) {
            for (const [style, width] of [["rgba(0, 0, 0, 0.75)", 3.5], [colour, 1.6]]) {
                context.strokeStyle = style;
                context.lineWidth = width;
                context.beginPath();
                path();
                context.stroke();
            }
        }

        function written(context, words, x, y) {
            context.font = "bold 13px system-ui, sans-serif";
            context.lineWidth = 3;
            context.strokeStyle = "rgba(0, 0, 0, 0.75)";
            context.fillStyle = "#ffd24a";
            context.strokeText(words, x, y);
            context.fillText(words, x, y);
        }

        function drawOverlays(context) {
            const wcs = grid().wcs, radius = clamp(4 * now.scale, 6, 14);
            data.overlays.forEach((overlay, n) => {
                if (!now.overlays[n] || !wcs) {
                    return;
                }
                if (overlay.wcs !== wcs) {
                    overlay.wcs = wcs;
                    overlay.pixels = overlay.places.map(p => toPixel(wcs, p[0], p[1]));
                }
                overlay.pixels.forEach((pixel, i) => {
                    const [x, y] = toScreen(pixel[0], pixel[1]);
                    if (x < -20 || y < -20 || x > size[0] + 20 || y > size[1] + 20 || Number.isNaN(x)) {
                        return;
                    }
                    const chosen = now.chosen && now.chosen[0] === n && now.chosen[1] === i;
                    haloed(context, chosen ? "#ffffff" : COLOURS[overlay.shape], () => {
                        if (overlay.shape === "circle") {
                            context.arc(x, y, radius, 0, 7);
                        } else if (overlay.shape === "square") {
                            context.rect(x - radius - 2, y - radius - 2, 2 * radius + 4, 2 * radius + 4);
                        } else {
                            context.moveTo(x, y - radius - 4);
                            [[radius + 4, 0], [0, radius + 4], [-radius - 4, 0], [0, -radius - 4]]
                                .forEach(([dx, dy]) => context.lineTo(x + dx, y + dy));
                        }
                    });
                });
            });
        }

        // Rings mark the close-ups while they are small on the screen.
        function drawCloseUps(context) {
            const wcs = grid().wcs;
            data.closeUps.forEach(one => {
                const radius = one.side * now.scale / 2;
                if (wcs && radius < size[1] / 4) {
                    const [x, y] = toScreen(...toPixel(wcs, one.place[0], one.place[1])), ring = Math.max(10, radius);
                    haloed(context, "#ffd24a", () => context.arc(x, y, ring, 0, 7));
                    written(context, one.name, x + 0.7 * ring + 3, y - 0.7 * ring - 2);
                }
            });
        }

        function drawScale(context) {
            const wcs = grid().wcs;
            if (!wcs) {
                return;
            }
            const m = wcs.matrix, pixel = Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2])) * 3600;
            const most = size[0] / now.scale * pixel / 4, ten = Math.pow(10, Math.floor(Math.log10(most)));
            const length = ten * (most / ten >= 5 ? 5 : most / ten >= 2 ? 2 : 1), to = 16 + length / pixel * now.scale;
            haloed(context, "#ffd24a", () => {
                context.moveTo(16, size[1] - 22);
                context.lineTo(16, size[1] - 16);
                context.lineTo(to, size[1] - 16);
                context.lineTo(to, size[1] - 22);
            });
            written(context, Number(length.toPrecision(1)) + "\u2033", 18, size[1] - 24);
            const here = toSky(wcs, now.x, now.y), step = 5 * pixel / 3600;
            [["N", 0, step], ["E", step / Math.max(1e-6, Math.cos(here[1] * RADIANS)), 0]].forEach(([name, east, north]) => {
                const at = toPixel(wcs, here[0] + east, clamp(here[1] + north, -90, 90));
                const dx = at[0] - now.x, dy = at[1] - now.y, away = Math.hypot(dx, dy);
                const x = size[0] - 52, y = 58;
                if (away > 0) {
                    haloed(context, "#ffd24a", () => {
                        context.moveTo(x, y);
                        context.lineTo(x + 30 * dx / away, y - 30 * dy / away);
                    });
                    written(context, name, x + 40 * dx / away - 5, y - 40 * dy / away + 5);
                }
            });
        }

        function drawCentre(context) {
            if (!now.pointer && document.activeElement === sky) {
                const x = size[0] / 2, y = size[1] / 2;
                haloed(context, "#ffd24a", () => {
                    [[-14, 0, -5, 0], [5, 0, 14, 0], [0, -14, 0, -5], [0, 5, 0, 14]].forEach(([a, b, c, d]) => {
                        context.moveTo(x + a, y + b);
                        context.lineTo(x + c, y + d);
                    });
                });
            }
        }

        function draw() {
            if (now.ready && !pending) {
                pending = true;
                requestAnimationFrame(() => {
                    pending = false;
                    drawNow();
                });
            }
        }

        function sharp(canvas, width, height) {
            const ratio = window.devicePixelRatio || 1;
            if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
                canvas.width = Math.round(width * ratio);
                canvas.height = Math.round(height * ratio);
            }
            const context = canvas.getContext("2d");
            context.setTransform(ratio, 0, 0, ratio, 0, 0);
            context.clearRect(0, 0, width, height);
            return context;
        }

        function drawNow() {
            const context = sharp(sky, size[0], size[1]);
            drawImages(context);
            drawOverlays(context);
            drawCloseUps(context);
            drawScale(context);
            drawCentre(context);
            if (images.length > 1) {
                const one = images[now.image].name, shifted = moves(images[now.image]) ? ", aligned" : "";
                written(context, now.difference ? one + " \u2212 " + images[now.other].name + (now.aligned ? ", aligned" : "")
                    : one + shifted, 12, 22);
                parts.image.value = now.image;
                parts.other.value = now.other;
            }
            drawHistogram();
            element.querySelectorAll("button").forEach(one => one.pressed
                && one.setAttribute("aria-pressed", String(one.pressed())));
            read();
        }

        // ---- the histogram; its axis follows the codes, which leaves room for both sky and stars

        function axis(value) {
            const t = images[now.image].tiles[0];
            return Math.asinh((value - t.zero) / t.soft);
        }

        function counts(tile) {
            if (!tile.counts) {
                const sorted = Float32Array.from(tile.values.filter((v, i) => i % 7 === 0 && !Number.isNaN(v))).sort();
                const low = sorted[Math.floor(0.001 * sorted.length)] || 0, high = sorted[sorted.length - 1] || 0;
                const from = axis(Math.min(low, now.low)), to = axis(Math.max(high, now.high));
                const bins = new Float32Array(128), wide = Math.max(1e-9, to - from);
                sorted.forEach(v => bins[clamp(Math.floor(128 * (axis(v) - from) / wide), 0, 127)]++);
                tile.counts = { from: from, wide: wide, bins: bins, most: Math.log1p(Math.max(...bins, 1)) };
            }
            return tile.counts;
        }

        function drawHistogram() {
            const width = histogram.clientWidth, height = 64;
            const context = sharp(histogram, width, height), c = counts(images[now.image].tiles[0]);
            context.fillStyle = getComputedStyle(element).color;
            context.globalAlpha = 0.45;
            c.bins.forEach((n, i) => {
                const h = 40 * Math.log1p(n) / c.most;
                context.fillRect(i * width / 128, 46 - h, width / 128 + 0.5, h);
            });
            context.globalAlpha = 1;
            [["black", now.low], ["white", now.high]].forEach(([name, value]) => {
                const x = clamp((axis(value) - c.from) / c.wide, 0, 1) * width;
                context.fillRect(x - 1, 0, 2, 48);
                context.beginPath();
                context.arc(x, 48, 5, 0, 7);
                context.fill();
                context.font = "11px system-ui, sans-serif";
                const words = name + " " + shown(value), wide = context.measureText(words).width;
                context.fillText(words, clamp(name === "black" ? x - wide - 8 : x + 8, 0, width - wide), 62);
            });
        }

        function shown(value) {
            return Number(value.toPrecision(4)).toString();
        }

        let dragged = null;
        function limit(x) {
            const c = counts(images[now.image].tiles[0]), t = images[now.image].tiles[0];
            return t.zero + t.soft * Math.sinh(c.from + c.wide * clamp(x / histogram.clientWidth, 0, 1));
        }
        histogram.onpointerdown = event => {
            const value = axis(limit(event.offsetX));
            dragged = Math.abs(value - axis(now.low)) < Math.abs(value - axis(now.high)) ? "low" : "high";
            histogram.setPointerCapture(event.pointerId);
            histogram.onpointermove(event);
        };
        histogram.onpointermove = event => dragged && set({ [dragged]: limit(event.offsetX) });
        histogram.onpointerup = () => dragged = null;

        function nudge(which, by) {
            const t = images[now.image].tiles[0], c = counts(t);
            set({ [which]: t.zero + t.soft * Math.sinh(axis(now[which]) + by * c.wide / 40) });
        }

        // ---- reading

        function read() {
            const [x, y] = now.pointer ? toImage(now.pointer[0], now.pointer[1]) : [now.x, now.y];
            const image = images[now.image], at = now.difference ? [x, y] : back(image, x, y);
            const found = tileAt(image, at[0], at[1]), wcs = grid().wcs;
            const lines = ["pixel " + x.toFixed(2) + ", " + y.toFixed(2)];
            const said = { x: x, y: y, ra: NaN, dec: NaN, value: NaN, error: NaN, bin: 0, name: image.name };
            if (found) {
                const error = (tile, value) => data.step / 2 * Math.hypot(tile.soft, value - tile.zero);
                said.value = found.tile.values[found.at];
                said.error = error(found.tile, said.value);
                if (now.difference) {
                    const [first, second] = valuesAt(found.n, found.at), other = images[now.other];
                    said.value = first - second;
                    said.error = Math.hypot(error(found.tile, first), error(other.tiles[found.n], second));
                    said.name = image.name + " \u2212 " + other.name;
                }
                said.bin = found.tile.bin;
                const digits = Math.max(0, Math.min(9, 1 - Math.floor(Math.log10(said.error))));
                lines.push(Number.isNaN(said.value) ? "no data"
                    : (now.difference ? "difference " : "") + said.value.toFixed(digits) + " \u00b1 " + said.error.toPrecision(1) + " " + image.unit
                        + (said.bin > 1 ? " (mean of " + said.bin + " \u00d7 " + said.bin + " pixels)" : ""));
            }
            if (wcs) {
                [said.ra, said.dec] = toSky(wcs, x, y);
                lines.push("RA " + said.ra.toFixed(7) + " Dec " + said.dec.toFixed(7) + " deg",
                    sexagesimal(said.ra, 15, 4) + " " + (said.dec < 0 ? "\u2212" : "+") + sexagesimal(said.dec, 1, 3));
            }
            const chosen = now.chosen && data.overlays[now.chosen[0]].words[now.chosen[1]];
            parts.read.textContent = lines.join("   ") + (chosen ? "\n" + data.overlays[now.chosen[0]].name + ": " + chosen : "");
            return said;
        }

        function choose(x, y) {
            let best = null, least = 15;
            data.overlays.forEach((overlay, n) => now.overlays[n] && overlay.pixels && overlay.pixels.forEach((p, i) => {
                const [a, b] = toScreen(p[0], p[1]), away = Math.hypot(a - x, b - y);
                if (away < least) {
                    least = away;
                    best = [n, i];
                }
            }));
            set({ chosen: best });
        }

        // ---- mouse and keys

        let pressed = null;
        sky.onpointerdown = event => {
            pressed = { x: event.offsetX, y: event.offsetY, moved: false, from: [now.x, now.y] };
            sky.setPointerCapture(event.pointerId);
        };
        sky.onpointermove = event => {
            now.pointer = [event.offsetX, event.offsetY];
            if (pressed) {
                const dx = event.offsetX - pressed.x, dy = event.offsetY - pressed.y;
                pressed.moved = pressed.moved || Math.hypot(dx, dy) > 3;
                if (pressed.moved) {
                    set({ x: pressed.from[0] - dx / now.scale, y: pressed.from[1] + dy / now.scale });
                }
            }
            draw();
        };
        sky.onpointerup = event => {
            if (pressed && !pressed.moved) {
                choose(event.offsetX, event.offsetY);
            }
            pressed = null;
        };
        sky.onpointerleave = () => {
            now.pointer = null;
            draw();
        };
        sky.addEventListener("wheel", event => {
            // The page keeps scrolling until the reader has clicked the image.
            if (document.activeElement === sky || event.ctrlKey) {
                event.preventDefault();
                zoom(Math.pow(2, -clamp(event.deltaY, -200, 200) / 200), [event.offsetX, event.offsetY]);
            }
        }, { passive: false });
        sky.ondblclick = event => zoom(2, [event.offsetX, event.offsetY]);
        sky.onfocus = draw;
        sky.onblur = draw;

        const pan = (dx, dy, event) => {
            now.pointer = null;
            if (event.shiftKey) {
                // From the centre of one pixel to the centre of the next.
                set({ x: Math.round(now.x) + dx, y: Math.round(now.y) + dy });
            } else {
                const step = Math.max(1, size[0] / now.scale / 10);
                set({ x: now.x + dx * step, y: now.y + dy * step });
            }
        };
        const keys = {
            "+": () => zoom(2), "=": () => zoom(2), "-": () => zoom(0.5), f: fit, 1: () => set({ scale: 1 }),
            ArrowLeft: e => pan(-1, 0, e), ArrowRight: e => pan(1, 0, e), ArrowUp: e => pan(0, 1, e), ArrowDown: e => pan(0, -1, e),
            n: () => set({ image: (now.image + 1) % images.length }),
            p: () => set({ image: (now.image + images.length - 1) % images.length }),
            b: blink, " ": () => images.length > 1 && swap(), d: () => images.length > 1 && set({ difference: !now.difference }),
            a: () => set({ aligned: !now.aligned }),
            s: () => set({ stretch: STRETCHES[(STRETCHES.indexOf(now.stretch) + 1) % 3] }),
            z: zscale, u: usual, i: () => set({ inverse: !now.inverse }),
            "[": () => nudge("high", -1), "]": () => nudge("high", 1), ",": () => nudge("low", -1), ".": () => nudge("low", 1),
            o: () => set({ overlays: now.overlays.map(() => !now.overlays.every(Boolean)) }),
            c: () => data.closeUps.length && jump((now.closeUp + 1) % data.closeUps.length)
        };
        // Tells an enclosing page which keys the viewer uses.
        element.setAttribute("aria-keyshortcuts",
            Object.keys(keys).map(key => ({ " ": "Space", "+": "Plus" }[key] || key)).join(" "));
        // Lists have their own keys, and the space bar activates the focused element.
        element.addEventListener("keydown", event => {
            const action = keys[event.key], on = event.target.tagName;
            const own = on === "SELECT" || (event.key === " " && (on === "BUTTON" || on === "SUMMARY"));
            if (action && !own && !event.ctrlKey && !event.metaKey && !event.altKey) {
                event.preventDefault();
                event.stopPropagation();
                action(event);
            }
        });

        function resize() {
            const width = sky.clientWidth;
            const whole = !now.ready || Math.abs(now.scale - Math.min(size[0] / images[0].width, size[1] / images[0].height)) < 1e-9;
            if (width > 0 && width !== size[0]) {
                size = [width, Math.round(clamp(width * images[0].height / images[0].width, 200, 620))];
                sky.style.height = size[1] + "px";
                if (whole) {
                    fit();
                } else {
                    draw();
                }
            }
        }

        async function load() {
            for (const image of images) {
                await Promise.all(image.tiles.map(tile => decoded(tile, data.sky, data.step)));
            }
            element.removeAttribute("data-view");
            now.low = data.limits[0];
            now.high = data.limits[2];
            resize();
            now.ready = true;
            new ResizeObserver(resize).observe(sky);
            fit();
            element.dispatchEvent(new CustomEvent("mosaic-view-ready", { bubbles: true }));
        }

        // Pixels are decompressed shortly before the element becomes visible.
        const ready = new Promise(done => {
            new IntersectionObserver((entries, observer) => {
                if (entries.some(one => one.isIntersecting)) {
                    observer.disconnect();
                    done(load());
                }
            }, { rootMargin: "400px" }).observe(element);
        });

        return {
            ready: ready, set: set, blink: blink, swap: swap, fit: fit, zoom: zoom, jump: jump, read: read,
            toScreen: toScreen, state: () => ({ ...now, size: size.slice() }),
            toSky: (x, y) => toSky(grid().wcs, x, y), toPixel: (ra, dec) => toPixel(grid().wcs, ra, dec),
            stop: () => clearInterval(now.blinking)
        };
    }

    function startAll(tries) {
        const waiting = [...document.querySelectorAll(".mosaic-view[data-view]")].filter(one => !one.mosaicView);
        waiting.forEach(start);
        // A notebook may run the script before its output is on the page.
        if (tries > 0 && waiting.length === 0) {
            setTimeout(() => startAll(tries - 1), 200);
        }
    }

    return { start: start, startAll: startAll, toSky: toSky, toPixel: toPixel };
}());
window.mosaicView = mosaicView;
mosaicView.startAll(20);
