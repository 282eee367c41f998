/** Tags as chips; with `most`, the rest is counted. */
export const Tags = ({ tags, most = tags.length }: { tags: readonly string[]; most?: number }) =>
  tags.length === 0 ? null : (
    <span class="tags">
      {tags.slice(0, most).map((tag) => (
        <bdi class="tag" key={tag}>
          {tag}
        </bdi>
      ))}
      {tags.length > most && <span class="tag">+{tags.length - most}</span>}
    </span>
  );
