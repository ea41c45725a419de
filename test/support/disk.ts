import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** ext4's own simulation of a power cut: from this instant nothing reaches the disk, not even its journal. */
const shutDown = `
  sysopen(my $disk, $ARGV[0], 0) or die "$!";
  my $without_journal = pack("L", 2);
  ioctl($disk, 0x8004587d, $without_journal) or die "$!";
`;

/** Without these a disk of one's own cannot be made here; the words for the test that is left out. */
export async function whyNoDisk(): Promise<string | null> {
  if (process.platform !== 'linux') return 'a disk that can be cut off needs Linux';
  if (process.getuid?.() !== 0) return 'mounting a disk needs root';
  try {
    await using _disk = await Disk.open(16);
    return null;
  } catch (error) {
    return `no disk could be mounted: ${(error as Error).message}`;
  }
}

/** A small ext4 disk in a file, mounted: it can be full, and its power can be cut with the page cache lost. */
export class Disk {
  readonly path: string;
  readonly #image: string;
  readonly #folder: string;

  static async open(megabytes: number): Promise<Disk> {
    const folder = await mkdtemp(join(tmpdir(), 'hub-disk-'));
    const disk = new Disk(folder);
    try {
      await using image = await open(disk.#image, 'w');
      await image.truncate(megabytes * 1024 * 1024);
      await run('mkfs.ext4', ['-q', '-m', '0', disk.#image]);
      await run('mkdir', [disk.path]);
      await disk.#mount();
      return disk;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.#image = join(folder, 'image');
    this.path = join(folder, 'mounted');
  }

  async #mount(): Promise<void> {
    await run('chmod', ['755', this.#folder]);
    await run('mount', ['-o', 'loop', this.#image, this.path]);
  }

  /** Everything written so far is on the disk. */
  async sync(): Promise<void> {
    await run('sync', ['-f', this.path]);
  }

  /** The power is gone: what was not on the disk by now never will be. Whoever still writes gets errors. */
  async cut(): Promise<void> {
    await run('perl', ['-e', shutDown, this.path]);
  }

  /** The power is back, once everybody who had it open is gone. */
  async startAgain(): Promise<void> {
    await this.#unmount();
    await this.#mount();
  }

  /** Takes all the space there is; `free` gives it back. */
  async fill(): Promise<void> {
    const { bavail, bsize } = await statfs(this.path);
    await run('fallocate', ['-l', `${bavail * bsize}`, join(this.path, 'ballast')]).catch(() =>
      run('dd', ['if=/dev/zero', `of=${join(this.path, 'ballast')}`, 'bs=4k']).catch(() => undefined),
    );
  }

  async free(): Promise<void> {
    await rm(join(this.path, 'ballast'), { force: true });
  }

  async #unmount(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await run('umount', [this.path]);
        return;
      } catch (error) {
        if (tries === 50) throw error;
        await pause(100);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#unmount();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
