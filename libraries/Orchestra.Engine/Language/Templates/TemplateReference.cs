namespace Orchestra.Engine.Language.Templates;

/// <summary>A path that a template uses.</summary>
/// <param name="Root">The root, in its canonical name: <c>step.a</c> has the root <c>steps</c>.</param>
/// <param name="Name">The member named right after the root: a step's alias, a variable, a secret; null where the path names none.</param>
/// <param name="Path">The path as written.</param>
/// <param name="HasDefault">Whether it is followed by <c>??</c>.</param>
/// <param name="Location">JSON pointer of the string in its tree.</param>
/// <param name="Column">Column in that string, from 1.</param>
public sealed record TemplateReference(string Root, string? Name, string Path, bool HasDefault, string Location, int Column);
