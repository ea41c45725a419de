// Loaded into every process of the demo's hub before anything else: their clock is ahead, so that days pass in minutes.
// Nothing of the hub knows of it; a machine whose clock is set would show it the same.
const aheadMs = Number(process.env.DEMO_CLOCK_AHEAD_MS ?? 0);
const Real = Date;

globalThis.Date = class extends Real {
  constructor(...parts) {
    super(...(parts.length === 0 ? [Real.now() + aheadMs] : parts));
  }

  static now() {
    return Real.now() + aheadMs;
  }
};
