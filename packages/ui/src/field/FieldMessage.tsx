import { Text } from 'react-aria-components';
import { FieldLine, type FieldLineProps } from './FieldLine.tsx';

export type FieldMessageProps = Omit<FieldLineProps, 'id'>;

/** A FieldLine inside a React Aria field, which reads it out with its control. */
export function FieldMessage(props: FieldMessageProps) {
  if (!props.hasLine && props.error === undefined) return null;
  return (
    <Text slot={props.error === undefined ? 'description' : 'errorMessage'} elementType="div">
      <FieldLine {...props} />
    </Text>
  );
}
