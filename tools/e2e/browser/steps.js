// stepsOf tells the steps of a long test: what is being done when it fails, and how long each took.
export function stepsOf(t) {
  return async (name, act) => {
    const begun = performance.now();
    try {
      return await act();
    } catch (error) {
      throw new Error(`while ${name}: ${error.message}`, { cause: error });
    } finally {
      t.diagnostic(`${Math.round(performance.now() - begun)} ms: ${name}`);
    }
  };
}
