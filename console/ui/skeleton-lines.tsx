/** Where lines will stand, while they are asked for. */
export const SkeletonLines = ({ lines = 4, label }: { lines?: number; label: string }) => (
  <div class="skeleton-lines" role="status">
    <span class="hidden">{label}</span>
    {Array.from({ length: lines }, (_, line) => (
      <span class="bone" key={line} />
    ))}
  </div>
);
