import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneOf } from '../../../src/call/caller-address.ts';
import { addressOfJid, chatIdOf } from '../../../src/providers/kit/jid.ts';

const phone = 'phone:+5511999999999';

describe('the address of a JID', () => {
  it.each([
    ['5511999999999@c.us', phone],
    ['5511999999999@s.whatsapp.net', phone],
    ['5511999999999@C.US', phone],
    ['+5511999999999@c.us', phone],
    ['5511999999999:12@s.whatsapp.net', phone],
    ['5511999999999.0:12@c.us', phone],
    ['5511999999999', phone],
    ['+5511999999999', phone],
    ['222222222222222@lid', 'lid:222222222222222'],
    ['222222222222222:7@lid', 'lid:222222222222222'],
    ['222222222222222.1:7@lid', 'lid:222222222222222'],
    ['120363000000000000@g.us', 'group:120363000000000000'],
    ['5511999999999-1634567890@g.us', 'group:5511999999999-1634567890'],
    ['120363111111111111@newsletter', 'other:whatsapp:120363111111111111@newsletter'],
    ['status@broadcast', 'other:whatsapp:status@broadcast'],
    ['1634567890@broadcast', 'other:whatsapp:1634567890@broadcast'],
    ['status@c.us', 'other:whatsapp:status@c.us'],
    ['123@c.us', 'other:whatsapp:123@c.us'],
    ['1234567890123456@c.us', 'other:whatsapp:1234567890123456@c.us'],
    ['222222222222222@lid@c.us', 'other:whatsapp:222222222222222@lid@c.us'],
    ['222222222222222@hosted.lid', 'other:whatsapp:222222222222222@hosted.lid'],
    ['anonymous', 'other:whatsapp:anonymous'],
    ['55 11 99999-9999', 'other:whatsapp:55 11 99999-9999'],
    ['5511999999999@', 'other:whatsapp:5511999999999@'],
    ['@c.us', null],
    [':12@lid', null],
    ['@', null],
    ['', null],
    ['1'.repeat(300), null],
  ])('%j is %j', (jid, address) => {
    expect(addressOfJid(jid)).toBe(address);
  });

  it('is the same for one person, whatever the device and the network name', () => {
    const digits = fc.stringMatching(/^[1-9]\d{6,14}$/);
    const device = fc.constantFrom('', ':1', ':99', '.0:12');
    const server = fc.constantFrom('c.us', 's.whatsapp.net');
    fc.assert(
      fc.property(digits, device, server, (user, on, at) => {
        expect(addressOfJid(`${user}${on}@${at}`)).toBe(`phone:+${user}`);
      }),
    );
  });

  it('never makes a phone of the digits of a LID', () => {
    const user = fc.oneof(fc.stringMatching(/^\d{1,20}([.:]\d{1,3}){0,2}$/), fc.string());
    const server = fc.constantFrom('lid', 'LID', 'Lid', 'hosted.lid', 'lid ', 'lid:3');
    fc.assert(
      fc.property(user, server, (name, at) => {
        const address = addressOfJid(`${name}@${at}`);
        expect(address === null ? undefined : phoneOf([address])).toBeUndefined();
      }),
    );
  });

  it('exists, or does not, for whatever text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const address = addressOfJid(text);
        expect(address === null || /^(phone|lid|group|other):./s.test(address)).toBe(true);
      }),
    );
  });
});

describe('the chat with somebody', () => {
  it.each([
    [{ callerAtProvider: '222222222222222@lid', phone: '+5511999999999' }, '222222222222222@lid'],
    [{ callerAtProvider: '5511999999999:12@c.us' }, '5511999999999@c.us'],
    [{ callerAtProvider: '5511999999999' }, '5511999999999@c.us'],
    [{ callerAtProvider: '', phone: '+5511999999999' }, '5511999999999@c.us'],
    [{ callerAtProvider: '120363000000000000@g.us' }, '120363000000000000@g.us'],
    [{ callerAtProvider: 'anonymous' }, null],
    [{ callerAtProvider: '' }, null],
    [{ callerAtProvider: '@lid' }, null],
  ])('%j is %j', (recipient, chat) => {
    expect(chatIdOf(recipient)).toBe(chat);
  });
});
