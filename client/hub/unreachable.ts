/** The hub gave no answer that can be understood: no network, no server, or something in between. */
export class Unreachable extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'Unreachable';
  }
}
