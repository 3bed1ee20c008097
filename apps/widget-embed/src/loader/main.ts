import { defineWidget } from './blunari-widget.ts';

// A classic async script knows itself only while it runs first.
const script = document.currentScript;
const source = script instanceof HTMLScriptElement ? script.src : '';

if (source !== '') defineWidget(new URL(source).origin);
