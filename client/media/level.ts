const quietestDecibels = -60;

/** Tells how loud a microphone is, 0 (silent) to 1, at every frame of the screen, until the returned function is called. */
export function followLevel(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  // Browsers start sound processing only after a person has touched the page.
  const wake = () => void context.resume();
  addEventListener('pointerdown', wake);
  addEventListener('keydown', wake);
  let frame = requestAnimationFrame(function read() {
    analyser.getFloatTimeDomainData(samples);
    tell(levelOf(samples));
    frame = requestAnimationFrame(read);
  });
  return () => {
    cancelAnimationFrame(frame);
    removeEventListener('pointerdown', wake);
    removeEventListener('keydown', wake);
    void context.close();
  };
}

function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(Math.max(power, 1e-9));
  return Math.min(1, Math.max(0, 1 - decibels / quietestDecibels));
}

/** Two soft notes, to hear whether the speakers work. */
export function playTestSound(): Promise<void> {
  return play([523, 784], 0.2);
}

/** One low note that a microphone in the room hardly hears. */
export function playSoftSign(): Promise<void> {
  return play([440], 0.06);
}

async function play(notes: readonly number[], loudness: number): Promise<void> {
  const context = new AudioContext();
  for (const [index, hertz] of notes.entries()) ring(context, { hertz, loudness, afterSeconds: index * 0.3 });
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await context.close();
}

type Note = { hertz: number; loudness: number; afterSeconds: number };

function ring(context: AudioContext, { hertz, loudness, afterSeconds }: Note): void {
  const volume = new GainNode(context, { gain: loudness });
  const tone = new OscillatorNode(context, { frequency: hertz });
  tone.connect(volume).connect(context.destination);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + afterSeconds + 0.7);
  tone.start(context.currentTime + afterSeconds);
  tone.stop(context.currentTime + afterSeconds + 0.7);
}
