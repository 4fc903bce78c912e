// Checks a site in a folder with axe-core in headless Chromium: light and dark, wide and narrow.
//   npm install axe-core playwright-core, then: node accessibility.js FOLDER [CHROMIUM]
// Prints every violation with the number of pages and one example. Javadoc pages are listed separately, because the
// javadoc tool generates them. Exit code 1 if any other page has a violation.
const {chromium} = require('playwright-core');
const fs = require('fs');
const path = require('path');

const [folder, browser = '/usr/bin/chromium'] = process.argv.slice(2);
const looks = [
    {colorScheme: 'light', viewport: {width: 1400, height: 1000}},
    {colorScheme: 'dark', viewport: {width: 1400, height: 1000}},
    {colorScheme: 'light', viewport: {width: 400, height: 800}},
];

const pages = fs.readdirSync(folder, {recursive: true}).filter(name => name.endsWith('.html')).sort();
// Javadoc pages are all alike: the overview and every fiftieth page are enough.
const chosen = pages.filter((name, i) => !name.startsWith('api/') || name === 'api/index.html' || i % 50 === 0);

(async () => {
    const chrome = await chromium.launch({executablePath: browser, args: ['--no-sandbox']});
    const wrong = new Map();
    for (const look of looks) {
        const context = await chrome.newContext(look);
        for (const name of chosen) {
            const page = await context.newPage();
            await page.goto('file://' + path.resolve(folder, name));
            await page.addScriptTag({path: require.resolve('axe-core/axe.min.js')});
            const {violations} = await page.evaluate(() => window.axe.run());
            for (const found of violations) {
                const key = (name.startsWith('api/') ? 'Javadoc: ' : '') + found.id;
                const known = wrong.get(key) ?? {help: found.help, pages: new Set(), where: found.nodes[0].html, first: name};
                wrong.set(key, known);
                known.pages.add(name);
            }
            await page.close();
        }
        await context.close();
    }
    await chrome.close();
    for (const [key, about] of wrong) {
        console.log(`${key} on ${about.pages.size} pages: ${about.help}\n    ${about.first}: ${about.where.slice(0, 200)}`);
    }
    console.log(`${chosen.length} pages in ${looks.length} views, ${wrong.size} rules violated`);
    process.exit([...wrong.keys()].some(key => !key.startsWith('Javadoc')) ? 1 : 0);
})();
