// Looking at a page that changes by itself, because somebody else acts.

// appearance is the moment at which all words stand on the page, as the page itself notices (milliseconds since 1970).
export function appearance(page, shows) {
  return page.getByRole("main").evaluate((main, { shows, waiting }) => new Promise((seen, failed) => {
    setTimeout(() => failed(new Error(`not seen: ${shows.filter((words) => !main.innerText.includes(words))}`)), waiting);
    const look = () => {
      if (shows.every((words) => main.innerText.includes(words))) seen(Date.now());
    };
    new MutationObserver(look).observe(main, { subtree: true, childList: true, characterData: true });
    look();
  }), { shows, waiting: 20_000 });
}

// watch opens a case in windows that nobody touches from then on.
export async function watch(path, ...pages) {
  for (const page of pages) {
    await page.goto(path);
    await page.evaluate(() => { globalThis.notReloaded = true; });
  }
  return {
    // see wants the words on every page, without any of them being loaded again.
    async see(...words) {
      await Promise.all(pages.map((page) => appearance(page, words)));
    },
    // untouched says whether no page was loaded again.
    async untouched() {
      const kept = await Promise.all(pages.map((page) => page.evaluate(() => globalThis.notReloaded === true)));
      return kept.every(Boolean) && pages.every((page) => page.faults.length === 0);
    },
  };
}
