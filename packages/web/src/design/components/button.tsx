import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';

type Given = ButtonHTMLAttributes<HTMLButtonElement> & { readonly ref?: Ref<HTMLButtonElement> | undefined };

interface ButtonProps extends Given {
  readonly look?: 'primary' | 'danger' | 'plain' | undefined;
  readonly wide?: boolean | undefined;
}

export function Button({ look, wide, className, type = 'button', ...rest }: ButtonProps) {
  const classes = ['button', look && `button-${look}`, wide && 'button-wide', className];
  return <button type={type} className={classes.filter(Boolean).join(' ')} {...rest} />;
}

interface IconButtonProps extends Given {
  readonly icon: IconName;
  /** What it does, for who does not see it. */
  readonly label: string;
  readonly small?: boolean | undefined;
}

export function IconButton({ icon, label, small, className, type = 'button', ...rest }: IconButtonProps) {
  const classes = ['icon-button', small && 'icon-button-small', className];
  return (
    <button
      type={type}
      className={classes.filter(Boolean).join(' ')}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
