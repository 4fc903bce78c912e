// Uses the review page with mouse and keyboard, as a reviewer does. See README.md.
// Arguments: class path, output folder (also for screenshots), folder of visits.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [classes, folder, visits] = process.argv.slice(2);
// SLOW=5 allows five times the time, for a busy machine.
const slow = Number(process.env.SLOW ?? 1);
const MANY = 10000, IN_A_ROW = 200, OPEN_MS = 2000 * slow, PAGE_MS = 200 * slow;
// File names cannot contain a slash, so only the reason does.
const SCRIPT = "<script>alert(1)<script>", WHY = "<script>alert(1)</script>";
// A PNG of one grey pixel.
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==", "base64");

/** Writes predictions for many datasets and frames for every 50th. The name of one dataset is a script. */
function predictions(out, count) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "predictions"), { recursive: true });
  const lines = ["y_pred,y_proba,decision,why,size,size_lo95,size_hi95,index"];
  for (let i = 0; i < count; i++) {
    const bad = i % 4 === 0, name = i === 4 ? SCRIPT : `hst_${10000 + i}_01_acs_wfc_total_j${String(i).padStart(5, "0")}`;
    const p = (bad ? 1 - i / count / 3 : 0.3 * (1 - i / count)).toFixed(6);
    lines.push([bad ? 1 : 0, p, bad ? "misaligned" : "aligned", i === 4 ? WHY : "made for this test", 1 + i / 1000, 0.5, 2, name].join(","));
    if (i % 50 === 0) {
      mkdirSync(join(out, "img", name), { recursive: true });
      for (const ending of [".png", "_source.png", "_gaia.png"]) writeFileSync(join(out, "img", name, name + ending), PNG);
    }
  }
  writeFileSync(join(out, "predictions", "predictions.csv"), lines.join("\n") + "\n");
}

const mosaic = (...words) => ["-Xmx2g", "-Djava.awt.headless=true", "-Dai.djl.offline=true", "-cp", classes,
  "org.mosaicworkbench.cli.MosaicCommandLine", ...words];

/** Starts a review; resolves with its address as soon as it is printed. */
function review(out, ...more) {
  const java = spawn("java", mosaic("review", out, "--reviewer", "ann", ...more), { env: { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined } });
  let said = "";
  const url = new Promise((resolve, reject) => {
    java.stdout.on("data", part => { said += part; const found = said.match(/http:\S+/); if (found) resolve(found[0]); });
    java.stderr.on("data", part => { said += part; });
    java.on("exit", () => reject(new Error("review ended: " + said)));
  });
  const ended = new Promise(resolve => java.on("exit", resolve));
  return { url, stop: async signal => { java.kill(signal); await ended; } };
}

const steps = [];
const step = (name, figure = "") => { steps.push(name); console.log(`ok  ${name}${figure ? ": " + figure : ""}`); };
const text = (page, id) => page.locator("#" + id).innerText();
const name = page => text(page, "name");
const ready = page => page.waitForSelector("body[data-ready]");

const out = join(folder, "many");
predictions(out, MANY);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let session = review(out, "--img", join(out, "img"));
try {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  const wrong = [];
  page.on("dialog", dialog => { wrong.push("a dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("pageerror", e => wrong.push(e.message));
  const images = [];
  page.on("request", request => { if (request.url().includes("/picture/")) images.push(request.url()); });

  const url = await session.url;
  const began = Date.now();
  await page.goto(url);
  await ready(page);
  const opened = Date.now() - began;
  assert.ok(opened <= OPEN_MS, `${MANY} datasets took ${opened} ms to open`);
  assert.ok(!page.url().includes("token"), "the address still contains the token: " + page.url());
  assert.equal(await text(page, "count"), `0 of ${MANY} answered`);
  assert.ok(images.length <= 6, images.length + " images were loaded for one dataset");
  step(`${MANY} datasets open`, `${opened} ms, ${images.length} images loaded`);

  const times = [];
  for (let i = 0; i < 50; i++) {
    const before = await name(page), start = Date.now();
    await page.keyboard.press("j");
    await page.waitForFunction(old => document.getElementById("name").textContent !== old, before);
    times.push(Date.now() - start);
  }
  await page.locator("#list").evaluate(list => { list.scrollTop = list.scrollHeight / 2; });
  const start = Date.now();
  await page.waitForFunction(() => { const row = document.querySelector("#rows .row"); return row && Number(row.dataset.number) > 4000; });
  const scrolled = Date.now() - start;
  await page.locator("#rows .row").nth(8).click();
  times.sort((a, b) => a - b);
  assert.ok(times[25] <= PAGE_MS, `paging takes ${times[25]} ms`);
  assert.ok(await page.locator("#rows .row").count() < 60, "the page contains elements for all rows");
  step("paging by keyboard, scrolling to the middle", `median ${times[25]} ms, slowest ${times[49]} ms; ${scrolled} ms`);

  await page.fill("#find", "<script>");
  await page.locator("#rows .row").first().click();
  assert.equal(await name(page), SCRIPT);
  await page.waitForFunction(why => document.getElementById("verdict").innerText.includes(why), WHY);
  assert.equal(await page.locator("main script, #side script").count(), 0);
  await page.screenshot({ path: join(folder, "review-script.png") });
  step("a script in a name is shown as text");
  await page.fill("#find", "");

  await page.locator("#list").evaluate(list => { list.scrollTop = 0; });
  await page.locator("#rows .row").first().click();
  const first = await name(page), keys = ["m", "a", "c", "m"], expected = new Map();
  const labelling = Date.now();
  for (let i = 0; i < IN_A_ROW; i++) {
    const before = await name(page);
    expected.set(before, keys[i % 4]);
    await page.keyboard.press(keys[i % 4]);
    await page.waitForFunction(old => document.getElementById("name").textContent !== old, before);
  }
  await page.waitForFunction(n => document.getElementById("count").textContent.startsWith(n + " of") && !document.getElementById("count").textContent.includes("saving"), IN_A_ROW);
  assert.equal(expected.size, IN_A_ROW);
  step(`${IN_A_ROW} labels in a row by keyboard`, `${Date.now() - labelling} ms`);

  const at = await name(page);
  await page.reload();
  await ready(page);
  assert.equal(await text(page, "count"), `${IN_A_ROW} of ${MANY} answered`);
  assert.equal(await name(page), at);
  step("a reload keeps all answers and the current dataset");

  const last = [...expected.keys()].pop();
  await page.keyboard.press("u");
  await page.waitForFunction(wanted => document.getElementById("name").textContent === wanted, last);
  assert.equal(await text(page, "count"), `${IN_A_ROW - 1} of ${MANY} answered`);
  await page.click("#undo");
  await page.waitForFunction(n => document.getElementById("count").textContent.startsWith(n + " of"), IN_A_ROW - 2);
  await page.waitForFunction(old => document.getElementById("name").textContent !== old, last);
  step("two answers undone, by keyboard and by mouse");
  const before = await name(page);
  await page.route("**/undo", route => setTimeout(() => route.continue(), 300));
  await page.keyboard.press("a");
  await page.keyboard.press("u");
  await page.keyboard.press("m");
  await page.waitForSelector("#message.bad:not([hidden])");
  assert.match(await text(page, "message"), /too early/);
  assert.equal(await name(page), before);
  assert.equal(await text(page, "count"), `${IN_A_ROW - 2} of ${MANY} answered`);
  await page.unroute("**/undo");
  step("an answer given during an undo does not count");
  const undone = [...expected.keys()].slice(-2);
  undone.forEach(one => expected.delete(one));

  await page.keyboard.press("n");
  await page.keyboard.type("two stars, clearly, and am I sure? yes");
  await page.keyboard.press("Enter");
  const noted = await name(page);
  await page.keyboard.press("j");
  assert.equal(await page.inputValue("#note"), "");
  await page.keyboard.press("k");
  assert.equal(await page.inputValue("#note"), "two stars, clearly, and am I sure? yes");
  await page.click("#misaligned");
  expected.set(noted, "m");
  await page.keyboard.press("s");
  await page.waitForFunction(() => document.querySelector("#rows .is-skipped"));
  step("a note, an answer by mouse, a skip");

  await page.fill("#reviewer", "bob");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.getElementById("count").textContent.startsWith("0 of"));
  await page.locator("#list").evaluate(list => { list.scrollTop = 0; });
  await page.locator("#rows .row").first().click();
  assert.equal(await name(page), first);
  for (const key of ["m", "a", "c", "a", "m", "a"]) {
    const before = await name(page);
    await page.keyboard.press(key);
    await page.waitForFunction(old => document.getElementById("name").textContent !== old, before);
  }
  await page.waitForFunction(() => document.getElementById("count").textContent.startsWith("6 of") && !document.getElementById("count").textContent.includes("saving"));
  await page.click("#agree");
  await page.waitForSelector("dialog[open] td");
  const cells = await page.locator("dialog td").allInnerTexts();
  assert.deepEqual(cells.slice(0, 4), ["ann", "bob", "6", "83.3"]);
  await page.screenshot({ path: join(folder, "review-agreement.png") });
  await page.click("#dialog-close");
  step("a second reviewer, agreement", `kappa ${cells[4]}`);

  await page.click("#export");
  await page.waitForSelector("#message:not([hidden])");
  assert.match(await text(page, "message"), /reviewed\.csv/);
  const codes = { m: "1", a: "0", c: "" };
  const exported = readFileSync(join(out, "reviewed.csv"), "utf8").trim().split("\n").slice(1);
  const anns = exported.filter(line => line.includes(",ann,"));
  assert.equal(anns.length, expected.size);
  for (const line of anns) {
    const [index, label] = line.split(",");
    assert.equal(label, codes[expected.get(index)], line);
  }
  assert.ok(anns.some(line => line.endsWith(',"two stars, clearly, and am I sure? yes"')));
  step("the export contains all answers", `${exported.length} labels`);

  await page.keyboard.press("Tab");
  await page.focus("#aligned");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid");
  step("the keyboard focus is visible");

  await page.fill("#reviewer", "ann");
  await page.keyboard.press("Tab");
  await page.waitForFunction(n => document.getElementById("count").textContent.startsWith(n + " of"), expected.size);
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await session.stop("SIGKILL");
  await page.keyboard.press("a");
  await page.waitForSelector("#message.bad:not([hidden])");
  assert.match(await text(page, "message"), /not saved/);
  assert.equal(await text(page, "count"), `${expected.size} of ${MANY} answered`);
  step("if the review is killed, the page reports what is not saved");

  session = review(out, "--img", join(out, "img"));
  const again = await context.newPage();
  await again.goto(await session.url);
  await ready(again);
  assert.equal(await text(again, "count"), `${expected.size} of ${MANY} answered`);
  step("after the kill, no label is missing");

  const link = `<a href="${await session.url}">review</a>`;
  const notebook = createServer((request, reply) => reply.setHeader("Content-Type", "text/html").end(link)).listen(0, "127.0.0.1");
  const linked = await (await browser.newContext()).newPage();
  await linked.goto(`http://localhost:${notebook.address().port}/`);
  await linked.click("a");
  await ready(linked);
  await linked.reload();
  await ready(linked);
  notebook.close();
  step("a link on another site, such as a notebook, opens the review");

  for (const [kind, options] of [["light", {}], ["dark", { colorScheme: "dark" }], ["narrow", { viewport: { width: 420, height: 860 } }]]) {
    const other = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
    const shot = await other.newPage();
    await shot.goto(await session.url);
    await ready(shot);
    await shot.waitForTimeout(600);
    assert.ok(await shot.evaluate(() => document.documentElement.scrollWidth <= innerWidth), kind + ": wider than the window");
    await shot.screenshot({ path: join(folder, `review-${kind}.png`) });
    await other.close();
  }
  step("light, dark and narrow: nothing is wider than the window");

  await session.stop("SIGTERM");
  const checked = join(folder, "checked");
  rmSync(checked, { recursive: true, force: true });
  if (!existsSync(join(checked, "check.html"))) execFileSync("java", mosaic("check", visits, "-o", checked), { stdio: "ignore" });
  session = review(checked);
  const real = await context.newPage();
  real.on("pageerror", e => wrong.push(e.message));
  await real.goto(await session.url);
  await ready(real);
  await real.evaluate(() => document.activeElement.blur());
  await real.waitForSelector("#diagnosis table td", { timeout: 30000 * slow });
  await real.waitForSelector("#viewer iframe");
  const viewer = real.frameLocator("#viewer iframe");
  await viewer.locator("canvas").first().waitFor({ timeout: 30000 * slow });
  assert.ok(await real.locator("#diagnosis img").evaluate(image => image.decode().then(() => image.naturalWidth > 100)));
  const worst = await name(real);
  await viewer.locator("canvas").first().click();
  await real.keyboard.press("c");
  await real.keyboard.press("b");
  await viewer.getByRole("button", { name: "Inverse" }).click();
  const own = ["a", "c", "s", "u", "n", "d", "ArrowDown"];
  for (const key of own) await real.keyboard.press(key);
  assert.equal(await name(real), worst);
  assert.equal(await text(real, "count"), "0 of 6 answered");
  await real.screenshot({ path: join(folder, "review-viewer.png") });
  step("viewer and diagnosis of real mosaics; viewer keys do not answer");

  const other = () => real.waitForFunction(old => document.getElementById("name").textContent !== old, worst);
  await real.keyboard.press("j");
  await other();
  for (const key of own) await real.keyboard.press(key); // before the viewer has loaded
  await viewer.locator("canvas:focus").waitFor({ timeout: 30000 * slow });
  for (const key of own) await real.keyboard.press(key);
  assert.equal(await text(real, "count"), "0 of 6 answered");
  await real.keyboard.press("k");
  await real.waitForFunction(old => document.getElementById("name").textContent === old, worst);
  await viewer.locator("canvas:focus").waitFor({ timeout: 30000 * slow });
  await viewer.getByLabel("image to blink with").focus();
  await real.keyboard.press("m");
  assert.equal(await name(real), worst);
  await viewer.locator("canvas").first().click();
  await real.keyboard.press("m");
  await other();
  await real.waitForFunction(() => document.getElementById("count").textContent === "1 of 6 answered");
  await viewer.locator("canvas:focus").waitFor({ timeout: 30000 * slow });
  await real.keyboard.press("Escape");
  await real.keyboard.press("a");
  await real.waitForFunction(() => document.getElementById("count").textContent === "2 of 6 answered");
  step("other keys answer even inside the viewer, which keeps the focus; Escape leaves it");
  assert.deepEqual(wrong, []);
  console.log(`${steps.length} checks; screenshots in ${folder}`);
} finally {
  await browser.close();
  await session.stop("SIGTERM");
}
