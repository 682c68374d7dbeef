/** The shortest of three times, in milliseconds, that some work takes: what the machine did meanwhile is nobody's fault. */
export const quickestMs = (work: () => unknown): number =>
  Math.min(
    ...Array.from({ length: 3 }, () => {
      const before = performance.now();
      work();
      return performance.now() - before;
    }),
  );
