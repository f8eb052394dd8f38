// Going over a page with the Tab key.
import assert from "node:assert/strict";

// stops is how many times somebody has to press Tab at most before they give up.
const stops = 80;

// tabTo presses Tab until the wanted element has the focus. At every stop the focus must be visible: on the screen, and
// with a mark that is not there without the focus.
export async function tabTo(page, wanted) {
  await wanted.waitFor();
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press("Tab");
    const { name, mark, onScreen } = await focused(page);
    assert.ok(mark, `the focus is not visible on ${name}`);
    assert.ok(onScreen, `the focus is outside the screen, on ${name}`);
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`not reached with ${stops} times Tab: ${wanted}`);
}

function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const drawn = getComputedStyle(element);
    const place = element.getBoundingClientRect();
    return {
      name: element.outerHTML.slice(0, 120),
      mark: (drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2) || drawn.boxShadow !== "none",
      onScreen: place.width > 0 && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth,
    };
  });
}
