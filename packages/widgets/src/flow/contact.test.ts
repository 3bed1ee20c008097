import { appError } from '@blunari/schema/errors';
import { describe, expect, it } from 'vitest';
import { contactProblems, contactToSend, refusedFields } from './contact.ts';

const giulia = { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '+39 347 555 0119' };

describe('contactProblems', () => {
  it('finds none in what people write', () => {
    expect(contactProblems(giulia, 'required').size).toBe(0);
    expect(contactProblems({ ...giulia, phone: '051 (123) 456-78' }, 'required').size).toBe(0);
  });

  it('names an empty name, half an address and a missing phone', () => {
    expect([...contactProblems({ name: ' ', email: 'e.marchetti@mail', phone: '' }, 'required')]).toEqual([
      'name',
      'email',
      'phone',
    ]);
  });

  it('asks for a phone only where the restaurant does', () => {
    expect(contactProblems({ ...giulia, phone: '' }, 'optional').size).toBe(0);
    expect(contactProblems({ ...giulia, phone: 'call me' }, 'optional').has('phone')).toBe(true);
    expect(contactProblems({ ...giulia, phone: 'call me' }, 'off').size).toBe(0);
  });
});

describe('contactToSend', () => {
  it('trims, and leaves out a phone that is no longer asked for', () => {
    expect(contactToSend({ ...giulia, name: ' Giulia ' }, 'required').name).toBe('Giulia');
    expect(contactToSend(giulia, 'off').phone).toBe('');
  });
});

describe('refusedFields', () => {
  it('reads the paths of bookings and of requests', () => {
    const error = appError('invalid_input', 'no', { fields: { 'guest.email': 'x', 'contact.phone': 'y', notes: 'z' } });
    expect(refusedFields(error)).toEqual(['email', 'phone']);
  });
});
