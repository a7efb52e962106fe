import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardedPost, isPublic } from '../../activities/guarded-post.ts';

const post = guardedPost({ allowPrivate: false });

describe('an address that people have written down', () => {
  it.each([
    'https://127.0.0.1:9/',
    'https://localhost:9/',
    'https://10.0.0.8/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]:9/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://0x7f000001/',
    'https://2130706433/',
  ])('is refused within the house: %s', async (url) => {
    await expect(post(url, '{}')).rejects.toMatchObject({ name: 'Undeliverable' });
  });

  it('is refused without TLS', async () => {
    await expect(post('http://example.org/', '{}')).rejects.toMatchObject({
      name: 'Undeliverable',
      message: 'The URL is not https.',
    });
  });

  it('is public or not by its number, however it is written', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte), ([a, b, c]) => {
        for (const address of [`10.${a}.${b}.${c}`, `127.${a}.${b}.${c}`, `192.168.${a}.${b}`]) {
          expect(isPublic(address)).toBe(false);
          expect(isPublic(`::ffff:${address}`)).toBe(false);
        }
      }),
    );
    expect(isPublic('93.184.215.14')).toBe(true);
    expect(isPublic('2606:2800:220:1::1')).toBe(true);
    expect(isPublic('example.org')).toBe(false);
  });
});
