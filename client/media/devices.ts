import type { OwnTracks } from './debateMedia.ts';

export type Choice = {
  cameraId: string | null;
  microphoneId: string | null;
  isSmall: boolean;
  /** The camera stays off. */
  isSoundOnly: boolean;
};

const remembered = 'devices';
const usual = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 } };
const small = { width: { ideal: 320 }, height: { ideal: 180 }, frameRate: { ideal: 15, max: 15 } };

/**
 * Opens camera and microphone with one question to the person. Where that fails, each alone: somebody without a
 * camera can still speak. Rejects only when there is neither.
 */
export async function openDevices(choice: Choice): Promise<OwnTracks> {
  if (choice.isSoundOnly) return { camera: null, microphone: await openMicrophone(choice) };
  try {
    const [video, audio] = [cameraOf(choice), microphoneOf(choice)];
    return tracksOf(await devices().getUserMedia({ video, audio }));
  } catch (both) {
    console.warn('devices.both', both);
    const [camera, microphone] = await Promise.allSettled([openCamera(choice), openMicrophone(choice)]);
    if (camera.status === 'rejected' && microphone.status === 'rejected') throw both;
    return { camera: opened(camera), microphone: opened(microphone) };
  }
}

export async function openCamera(choice: Choice): Promise<MediaStreamTrack | null> {
  return tracksOf(await devices().getUserMedia({ video: cameraOf(choice) })).camera;
}

export async function openMicrophone(choice: Choice): Promise<MediaStreamTrack | null> {
  return tracksOf(await devices().getUserMedia({ audio: microphoneOf(choice) })).microphone;
}

/** Another size from the same camera, without opening it anew. */
export function resize(camera: MediaStreamTrack, choice: Choice): Promise<void> {
  return camera.applyConstraints(sizeOf(choice));
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
  const isSmall = localStorage.getItem(remembered) === 'small';
  return { cameraId: null, microphoneId: null, isSmall, isSoundOnly: false };
}

export function rememberChoice(choice: Choice): void {
  localStorage.setItem(remembered, choice.isSmall ? 'small' : 'usual');
}

/** Browsers give camera and microphone only to pages that came over a safe connection. */
function devices(): MediaDevices {
  if (!navigator.mediaDevices) throw new DOMException('not a secure context', 'SecurityError');
  return navigator.mediaDevices;
}

const sizeOf = ({ isSmall }: Choice): MediaTrackConstraints => (isSmall ? small : usual);

function cameraOf(choice: Choice): MediaTrackConstraints {
  return { ...sizeOf(choice), ...exactly(choice.cameraId) };
}

function microphoneOf({ microphoneId }: Choice): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...exactly(microphoneId),
  };
}

function exactly(id: string | null): MediaTrackConstraints {
  return id ? { deviceId: { exact: id } } : {};
}

function tracksOf(stream: MediaStream): OwnTracks {
  return { camera: stream.getVideoTracks()[0] ?? null, microphone: stream.getAudioTracks()[0] ?? null };
}

function opened(result: PromiseSettledResult<MediaStreamTrack | null>): MediaStreamTrack | null {
  return result.status === 'fulfilled' ? result.value : null;
}
