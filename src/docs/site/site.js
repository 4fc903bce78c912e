// The search box and the menu on narrow screens. The index is loaded when the box is first used. It is loaded as a script,
// because pages opened from disk may not use fetch.
(() => {
    const root = document.currentScript.dataset.root;
    const query = document.getElementById('query');
    const found = document.getElementById('found');
    const most = 20;
    let ready = null;

    const script = name => new Promise((done, failed) => {
        const element = document.createElement('script');
        element.src = root + name;
        element.onload = done;
        element.onerror = () => failed(new Error(name + ' is missing'));
        document.head.append(element);
    });

    const index = () => ready ??= script('lunr.js').then(() => script('search-index.js')).then(() => window.lunr(function () {
        this.ref('number');
        this.field('page', {boost: 6});
        this.field('section', {boost: 8});
        this.field('text');
        window.searchEntries.forEach((entry, number) => this.add({...entry, number}));
    }));

    // A search term matches the same word, words that begin with it and, if it is long, words that differ in one letter.
    const ask = (lunr, words) => lunr.query(search => words.forEach(word => {
        search.term(word, {boost: 10});
        search.term(word, {wildcard: window.lunr.Query.wildcard.TRAILING, usePipeline: false, boost: 2});
        if (word.length > 4) {
            search.term(word, {editDistance: 1, usePipeline: false});
        }
    }));

    // The text around the first match.
    const around = (text, words) => {
        const lower = text.toLowerCase();
        const at = Math.max(0, Math.min(...words.map(word => lower.indexOf(word)).filter(place => place >= 0).concat(text.length)) - 50);
        const from = at >= text.length - 50 ? 0 : at;
        return (from > 0 ? '… ' : '') + text.slice(from, from + 150) + (from + 150 < text.length ? ' …' : '');
    };

    const show = (entries, words) => {
        found.replaceChildren();
        entries.forEach(entry => {
            const link = document.createElement('a');
            link.href = root + entry.url;
            const title = document.createElement('b');
            title.textContent = entry.section ? entry.page + ' › ' + entry.section : entry.page;
            const text = document.createElement('span');
            text.textContent = around(entry.text, words);
            link.append(title, text);
            found.append(link);
        });
        if (entries.length === 0) {
            const none = document.createElement('p');
            none.textContent = 'Nothing found.';
            found.append(none);
        }
        found.hidden = false;
    };

    const search = async () => {
        const words = query.value.toLowerCase().split(/[^\p{L}\p{N}_]+/u).filter(word => word.length > 1);
        if (words.length === 0) {
            found.hidden = true;
            return;
        }
        const lunr = await index();
        const has = entry => words.filter(word => (entry.page + ' ' + entry.section + ' ' + entry.text).toLowerCase().includes(word)).length;
        const hits = ask(lunr, words).map(hit => window.searchEntries[hit.ref]);
        const all = hits.filter(entry => has(entry) === words.length);
        show((all.length > 0 ? all : hits).slice(0, most), words);
    };

    query.addEventListener('focus', index, {once: true});
    query.addEventListener('input', search);
    document.getElementById('search').addEventListener('submit', event => {
        event.preventDefault();
        found.querySelector('a')?.click();
    });
    document.addEventListener('keydown', event => {
        if (event.key === 'Escape') {
            found.hidden = true;
        } else if (event.key === '/' && document.activeElement === document.body) {
            event.preventDefault();
            query.focus();
        }
    });
    document.addEventListener('click', event => {
        if (!document.getElementById('search').contains(event.target)) {
            found.hidden = true;
        }
    });

    const menu = document.getElementById('menu');
    menu.addEventListener('click', () => {
        const open = document.getElementById('pages').classList.toggle('open');
        menu.setAttribute('aria-expanded', String(open));
    });

    // Makes scrollable elements scrollable with the keyboard, too.
    const reachable = () => document.querySelectorAll('main pre, main .wide, main .output_html, main .rendered_html').forEach(part => {
        if (part.scrollWidth > part.clientWidth) {
            part.tabIndex = 0;
        }
    });
    reachable();
    window.addEventListener('resize', reachable);
})();
