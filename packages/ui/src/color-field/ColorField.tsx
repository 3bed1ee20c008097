import { useState } from 'react';
import {
  Button as AriaButton,
  ColorArea,
  ColorPicker,
  ColorSlider,
  ColorThumb,
  Dialog,
  DialogTrigger,
  Popover,
  SliderTrack,
} from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import type { FieldProps } from '../field/field-props.ts';
import { popoverStyle } from '../popover/popover-style.ts';
import { TextField } from '../text-field/TextField.tsx';
import { parseHexColor } from './hex-color.ts';

export interface ColorFieldProps extends FieldProps {
  /** `#rrggbb`. */
  value: string;
  onChange: (value: string) => void;
  /** Shown while what is typed is no colour; the last good value stays. */
  invalidText: string;
  /** Names the swatch button and its popover. */
  pickerLabel: string;
  areaLabel: string;
  hueLabel: string;
  isDisabled?: boolean;
}

/** A colour as text and as a swatch that opens a picker. Reports each valid colour while it is typed or dragged. */
export function ColorField(props: ColorFieldProps) {
  const { value, onChange, invalidText, pickerLabel, areaLabel, hueLabel, isDisabled = false, ...field } = props;
  const [draft, setDraft] = useState<string>();
  /** A colour in capitals is the same colour: going through the field changes nothing. */
  const report = (colour: string) => {
    if (colour !== value.toLowerCase()) onChange(colour);
  };
  const type = (text: string) => {
    setDraft(text);
    const parsed = parseHexColor(text);
    if (parsed !== undefined && text.trim().length >= 6) report(parsed);
  };
  const leave = () => {
    const parsed = parseHexColor(draft ?? value);
    if (parsed === undefined) return;
    report(parsed);
    setDraft(undefined);
  };
  const pick = (picked: string) => {
    setDraft(undefined);
    onChange(picked);
  };
  const isDraftWrong = draft !== undefined && parseHexColor(draft) === undefined;
  return (
    <TextField
      {...field}
      error={isDraftWrong ? invalidText : field.error}
      isDisabled={isDisabled}
      value={draft ?? value}
      onChange={type}
      onBlur={leave}
      spellCheck="false"
      autoComplete="off"
      start={
        <PickerButton
          value={value}
          onPick={pick}
          labels={{ picker: pickerLabel, area: areaLabel, hue: hueLabel }}
          isDisabled={isDisabled}
        />
      }
    />
  );
}

interface PickerButtonProps {
  value: string;
  onPick: (value: string) => void;
  labels: { picker: string; area: string; hue: string };
  isDisabled: boolean;
}

function PickerButton({ value, onPick, labels, isDisabled }: PickerButtonProps) {
  return (
    <ColorPicker value={value} onChange={(colour) => onPick(colour.toString('hex').toLowerCase())}>
      <DialogTrigger>
        <AriaButton
          aria-label={labels.picker}
          isDisabled={isDisabled}
          style={{ backgroundColor: value }}
          className="-ms-1 size-5 shrink-0 cursor-pointer rounded-xs border-0 p-0 inset-ring inset-ring-ink/15 forced-color-adjust-none pointer-coarse:-ms-1 pointer-coarse:size-8"
        />
        <Popover placement="bottom start" offset={6} className={classNames(popoverStyle, 'overflow-visible')}>
          <Dialog aria-label={labels.picker} className="grid w-60 gap-3 p-3 outline-none">
            <ColorArea
              aria-label={labels.area}
              colorSpace="hsb"
              xChannel="saturation"
              yChannel="brightness"
              className="h-40 w-full rounded-sm forced-color-adjust-none"
            >
              <ColorThumb className={THUMB} />
            </ColorArea>
            <ColorSlider aria-label={labels.hue} colorSpace="hsb" channel="hue">
              <SliderTrack className="h-5 w-full rounded-sm forced-color-adjust-none">
                <ColorThumb className={classNames(THUMB, 'top-1/2')} />
              </SliderTrack>
            </ColorSlider>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </ColorPicker>
  );
}

const THUMB =
  'size-5 rounded-full border-2 border-[white] shadow-[0_0_0_1px_rgb(0_0_0/.4),inset_0_0_0_1px_rgb(0_0_0/.4)] data-[focus-visible]:outline-2 data-[focus-visible]:outline-offset-2 data-[focus-visible]:outline-focus';
