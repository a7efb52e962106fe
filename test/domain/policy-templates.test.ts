import { describe, expect, it } from 'vitest';
import { linkTarget } from '../../api/link-target.ts';
import { sectionsOf } from '../../api/markdown.ts';
import { policyCreation } from '../../api/schemas/policy.ts';
import { policyTemplates } from '../../domain/policy-templates.ts';

describe('the policies to start from', () => {
  it('are the six that responsible use needs, each under a name of its own', () => {
    expect(policyTemplates.map(({ key }) => key)).toEqual([
      'acceptable-use',
      'generative-ai',
      'employee-guidelines',
      'sourcing',
      'human-oversight',
      'responsible-use-procedure',
    ]);
    expect(new Set(policyTemplates.map(({ title }) => title)).size).toBe(policyTemplates.length);
  });

  it.each(policyTemplates)('$key can be taken as it is', ({ title, audience, approvers, reviewOn, text }) => {
    expect(policyCreation.safeParse({ title, audience, approvers, reviewOn, text }).error).toBeUndefined();
  });

  it.each(policyTemplates)('$key is one to two printed pages in sections', ({ text: { markdown } }) => {
    const words = markdown.split(/\s+/).length;
    expect(words).toBeGreaterThan(400);
    expect(words).toBeLessThan(850);
    const sections = sectionsOf(markdown);
    expect(sections.length).toBeGreaterThan(5);
    expect(sections.every(({ anchor, level }) => anchor !== '' && level === 1)).toBe(true);
  });

  it.each(policyTemplates)('$key leads only to where one can go', ({ text: { markdown } }) => {
    for (const [, address = ''] of markdown.matchAll(/\]\(([^)]*)\)/g)) {
      expect(linkTarget(address), address).toBe(address);
    }
  });

  it.each(policyTemplates)('$key has rules that each name what they are about', ({ text: { rules } }) => {
    for (const { id, dataClasses, systems, purposes } of rules) {
      expect(dataClasses.length + systems.length + purposes.length, id).toBeGreaterThan(0);
    }
  });

  it('name a rule the same nowhere else, so that a use that is refused names its policy', () => {
    const ids = policyTemplates.flatMap(({ text }) => text.rules.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
