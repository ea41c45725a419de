import { Button, type ButtonProps } from 'react-aria-components';
import './press.css';

type Props = Omit<ButtonProps, 'className'> & {
  /** `main`: the one thing to do here. `danger`: cannot be undone. */
  look?: 'main' | 'plain' | 'quiet' | 'danger';
  size?: 'large';
  'data-testid'?: string;
};

export function PressButton({ look = 'plain', size, ...rest }: Props) {
  return <Button {...rest} className={`press press-${look} ${size ? `press-${size}` : ''}`} />;
}
