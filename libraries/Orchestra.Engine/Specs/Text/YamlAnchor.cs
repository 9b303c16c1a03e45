namespace Orchestra.Engine.Specs.Text;

/// <summary>What an anchor names, once it is read: where its JSON and its values stand.</summary>
/// <param name="Range">The whole value.</param>
/// <param name="Members">The members of a mapping; null for other values.</param>
internal sealed record YamlAnchor(YamlRange Range, IReadOnlyList<KeyValuePair<string, YamlRange>>? Members);
