import { Button } from '@blunari/ui/button';
import { Drawer } from '@blunari/ui/drawer';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { LookControls } from './LookControls.tsx';
import { PreviewFrame } from './PreviewFrame.tsx';
import type { PreviewProps } from './PreviewStage.tsx';
import { PausedTag, StageNote } from './StageNote.tsx';

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
        headEnd={<LookControls place={preview.place} view={preview.view} />}
        side="bottom"
        isPadded={false}
      >
        <div className="flex h-full flex-col">
          <PausedTag {...preview} />
          <div className="flex min-h-0 flex-1 flex-col *:flex-1">
            <PreviewFrame {...preview} />
          </div>
          <StageNote {...preview} />
        </div>
      </Drawer>
    </>
  );
}
