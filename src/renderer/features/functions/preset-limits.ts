import type { LimitPreset } from '../../../contract/limit-presets.ts';
import { limitNames, limitText, type SettingsForm } from './settings-form.ts';

/** The form's limits with a target's in place of those it states, as far as ours go. */
export function withPreset(limits: SettingsForm['limits'], preset: LimitPreset): SettingsForm['limits'] {
  const stated = limitNames.flatMap((limit) => {
    const value = preset.limits[limit]?.value;
    return value === undefined ? [] : [[limit, limitText(limit, value)] as const];
  });
  return { ...limits, ...Object.fromEntries(stated) };
}
