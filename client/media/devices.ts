import type { OwnTracks } from './debateMedia.ts';

export type Choice = { cameraId: string | null; microphoneId: string | null; isSmall: boolean };

const remembered = 'devices';
const usual = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 } };
const small = { width: { ideal: 320 }, height: { ideal: 180 }, frameRate: { ideal: 15, max: 15 } };

/**
 * Opens camera and microphone with one question to the person. Where that fails, each alone: somebody without a
 * camera can still speak. Rejects only when there is neither.
 */
export async function openDevices(choice: Choice): Promise<OwnTracks> {
  const video = { ...(choice.isSmall ? small : usual), ...exactly(choice.cameraId) };
  const audio = {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...exactly(choice.microphoneId),
  };
  try {
    return tracksOf(await devices().getUserMedia({ video, audio }));
  } catch (both) {
    console.warn('devices.both', both);
    const [picture, sound] = await Promise.allSettled([
      devices().getUserMedia({ video }),
      devices().getUserMedia({ audio }),
    ]);
    const streams = [picture, sound].flatMap((result) =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    if (streams.length === 0) throw both;
    return tracksOf(new MediaStream(streams.flatMap((stream) => stream.getTracks())));
  }
}

export function closeDevices({ camera, microphone }: OwnTracks): void {
  camera?.stop();
  microphone?.stop();
}

export async function listDevices(kind: 'videoinput' | 'audioinput'): Promise<MediaDeviceInfo[]> {
  const all = await devices().enumerateDevices();
  return all.filter((device) => device.kind === kind && device.deviceId !== '');
}

export function rememberedChoice(): Choice {
  return { cameraId: null, microphoneId: null, isSmall: localStorage.getItem(remembered) === 'small' };
}

export function rememberChoice(choice: Choice): void {
  localStorage.setItem(remembered, choice.isSmall ? 'small' : 'usual');
}

/** Browsers give camera and microphone only to pages that came over a safe connection. */
function devices(): MediaDevices {
  if (!navigator.mediaDevices) throw new DOMException('not a secure context', 'SecurityError');
  return navigator.mediaDevices;
}

function exactly(id: string | null): MediaTrackConstraints {
  return id ? { deviceId: { exact: id } } : {};
}

function tracksOf(stream: MediaStream): OwnTracks {
  return { camera: stream.getVideoTracks()[0] ?? null, microphone: stream.getAudioTracks()[0] ?? null };
}
