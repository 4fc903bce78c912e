// Tests the viewer pages with mouse and keyboard in headless Chromium:
//   npm install playwright-core
//   java -cp CLASSES src/bench/java/ViewerPages.java OUT IMAGE...
//   node src/bench/browser/viewer.js OUT [CHROMIUM]
// Zooms to stars with the wheel and with keys and reads positions and values; blinks; shows the difference; jumps to a
// close-up; and writes screenshots to OUT, light and dark. Exit code 1 if a position is more than 0.01 arcsec from that of
// Wcs, if the error of a value exceeds the uncertainty that the viewer states, or if another check fails.
const {chromium} = require('playwright-core');
const fs = require('fs');
const path = require('path');

const [out, browser = '/usr/bin/chromium'] = process.argv.slice(2);
const LIMIT = 0.01;
let wrong = 0;

function check(good, words) {
    if (!good) {
        wrong++;
        console.log('WRONG: ' + words);
    }
}

function arcsec(a, b) {
    const turn = Math.PI / 180;
    const east = ((a.ra - b.ra + 540) % 360 - 180) * Math.cos(b.dec * turn);
    return 3600 * Math.hypot(east, a.dec - b.dec);
}

const call = (page, what) => page.evaluate(text => {
    const viewer = document.querySelector('.mosaic-view').mosaicView;
    return new Function('viewer', 'return ' + text)(viewer);
}, what);

async function opened(chrome, name, look) {
    const page = await chrome.newPage({viewport: {width: 1100, height: 1100}, colorScheme: look});
    page.on('pageerror', e => check(false, name + ': ' + e.message));
    page.on('request', request => check(/^(file|data|blob):/.test(request.url()), name + ' requests ' + request.url()));
    const start = Date.now();
    await page.goto('file://' + path.resolve(out, name + '.html'));
    await page.evaluate(() => document.querySelector('.mosaic-view').mosaicView.ready);
    await page.waitForTimeout(100);
    console.log(name + ': ready after ' + (Date.now() - start) + ' ms');
    return page;
}

// The position of a pixel on the screen; null if it is not visible.
async function place(page, star) {
    const box = await page.locator('.mv-sky').boundingBox();
    const [x, y] = await call(page, `viewer.toScreen(${star.x}, ${star.y})`);
    return x > 2 && y > 2 && x < box.width - 2 && y < box.height - 2 ? [box.x + x, box.y + y] : null;
}

async function byWheel(page, star) {
    await page.keyboard.press('f');
    await page.waitForTimeout(50);
    for (let scale = await call(page, 'viewer.state().scale'); scale < 12;) {
        const before = scale;
        await page.mouse.move(...await place(page, star));
        await page.mouse.wheel(0, -120);
        for (let i = 0; i < 100 && scale === before; i++) {
            await page.waitForTimeout(20);
            scale = await call(page, 'viewer.state().scale');
        }
        check(scale > before, 'the wheel does not zoom');
    }
    await page.mouse.move(...await place(page, star));
    await page.waitForTimeout(60);
    return call(page, 'viewer.read()');
}

async function byKeys(page, star) {
    await page.mouse.move(5, 5);
    await page.keyboard.press('f');
    for (let step = 0; step < 200; step++) {
        const {x, y, scale} = await call(page, 'viewer.state()');
        const dx = star.x - x, dy = star.y - y;
        if (Math.abs(dx) < 0.01 && Math.abs(dy) < 0.01) {
            break;
        }
        const far = Math.max(Math.abs(dx), Math.abs(dy));
        const large = Math.max(1, (await call(page, 'viewer.state().size'))[0] / scale / 10);
        if (far < large && far > 5) {
            await page.keyboard.press('+');
            continue;
        }
        const key = Math.abs(dx) > Math.abs(dy) ? (dx > 0 ? 'ArrowRight' : 'ArrowLeft') : dy > 0 ? 'ArrowUp' : 'ArrowDown';
        await page.keyboard.press((far < large ? 'Shift+' : '') + key);
    }
    await page.waitForTimeout(60);
    return call(page, 'viewer.read()');
}

async function pixels(page) {
    await page.waitForTimeout(120);
    return (await page.locator('.mv-sky').screenshot()).toString('base64');
}

async function drive(chrome, name) {
    const page = await opened(chrome, name, 'light');
    const stars = JSON.parse(fs.readFileSync(path.join(out, name + '.json'), 'utf8'));
    await page.screenshot({path: path.join(out, name + '-field.png')});
    await page.locator('.mv-sky').focus();
    let farthest = 0;
    for (const star of stars) {
        await call(page, `viewer.set({image: ${star.image}})`);
        for (const said of [await byWheel(page, star), await byKeys(page, star)]) {
            const wcs = await page.evaluate(at => document.querySelector('.mosaic-view').mosaicView.toSky(at.x, at.y), star);
            const away = arcsec({ra: wcs[0], dec: wcs[1]}, star);
            const here = Math.hypot(said.x - star.x, said.y - star.y);
            farthest = Math.max(farthest, away);
            check(away < LIMIT, `${name}: star at ${star.x}, ${star.y} is ${away} arcsec off`);
            check(here < 0.5, `${name}: the pointer is ${here} px from the star at ${star.x}, ${star.y}`);
            const turned = await page.evaluate(at => document.querySelector('.mosaic-view').mosaicView.toPixel(at.ra, at.dec),
                star);
            check(Math.hypot(turned[0] - star.x, turned[1] - star.y) < 0.02, `${name}: the inverse gives ${turned}`);
            if (said.bin === 1) {
                check(Math.abs(said.value - star.value) <= said.error * 1.01, `${name}: ${said.value} is not ${star.value}`);
            }
        }
    }
    await call(page, 'viewer.set({image: 0, other: 1})');
    console.log(`${name}: ${stars.length} stars, at most ${farthest.toExponential(1)} arcsec from Wcs`);
    await page.keyboard.press('c');
    await page.waitForTimeout(150);
    await page.screenshot({path: path.join(out, name + '-close-up.png')});
    if (await page.locator('button', {hasText: 'Blink'}).count() > 0) {
        await blinks(page, name);
    }
    await page.close();
    const dark = await opened(chrome, name, 'dark');
    await dark.screenshot({path: path.join(out, name + '-dark.png')});
    await dark.close();
}

async function blinks(page, name) {
    await page.mouse.move(5, 5);
    const first = await pixels(page);
    await page.keyboard.press(' ');
    const second = await pixels(page);
    check(first !== second, name + ': both blinked images look the same');
    await page.keyboard.press(' ');
    check(first === await pixels(page), name + ': the first blinked image does not return');
    const seen = new Set();
    await page.getByRole('button', {name: 'Blink'}).click();
    for (let i = 0; i < 20; i++) {
        seen.add(await call(page, 'viewer.state().image'));
        await page.waitForTimeout(150);
    }
    check(seen.size === 2, name + ': blinks ' + [...seen]);
    await page.getByRole('button', {name: 'Blink'}).click();
    await page.locator('.mv-sky').focus();
    await page.keyboard.press('d');
    await pixels(page);
    await page.screenshot({path: path.join(out, name + '-difference.png')});
    const offered = await page.getByRole('button', {name: 'Difference'}).count() > 0;
    check(await call(page, 'viewer.state().difference') === offered, name + ': the difference is shown but not offered, or offered but not shown');
    if (offered) {
        const read = () => call(page, 'viewer.read().value');
        const difference = await read();
        await page.keyboard.press('d');
        const first = await read();
        await page.keyboard.press(' ');
        check(Object.is(difference, first - await read()), name + ': the value is not the difference');
    }
    // The keys of the viewer also work while a button has the focus.
    await page.getByRole('button', {name: 'Inverse'}).click();
    await page.keyboard.press('i');
    check(!await call(page, 'viewer.state().inverse'), name + ': a key has no effect while a button has the focus');
}

(async () => {
    const chrome = await chromium.launch({executablePath: browser, args: ['--no-sandbox']});
    const names = fs.readdirSync(out).filter(name => /^\d+\.html$/.test(name)).map(name => name.slice(0, -5));
    for (const name of names) {
        await drive(chrome, name);
    }
    await chrome.close();
    process.exit(wrong ? 1 : 0);
})();
