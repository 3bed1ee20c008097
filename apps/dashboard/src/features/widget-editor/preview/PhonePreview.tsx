import { Button } from '@blunari/ui/button';
import { Drawer } from '@blunari/ui/drawer';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { PreviewFrame } from './PreviewFrame.tsx';
import type { PreviewProps } from './PreviewStage.tsx';

/** On phones the preview is a sheet over the form. */
export function PhonePreview(preview: PreviewProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="filled" icon={Eye} onPress={() => setIsOpen(true)}>
        Preview
      </Button>
      <Drawer
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title="Preview"
        closeLabel="Close"
        side="bottom"
        isPadded={false}
      >
        <div className="flex h-full flex-col *:flex-1">
          <PreviewFrame {...preview} />
        </div>
      </Drawer>
    </>
  );
}
