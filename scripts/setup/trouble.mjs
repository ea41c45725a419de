/** Why the set-up cannot go on: one sentence, then the command that provides what is missing. */
export class Trouble extends Error {
  constructor(sentence, command) {
    super(command ? `${sentence}\n\n    ${command}\n` : sentence);
  }
}
