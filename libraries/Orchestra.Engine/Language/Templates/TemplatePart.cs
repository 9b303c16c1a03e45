namespace Orchestra.Engine.Language.Templates;

/// <summary>A piece of a string: text or an expression.</summary>
/// <param name="Text">The literal text; empty for an expression.</param>
/// <param name="Expression">The expression; null for text.</param>
internal readonly record struct TemplatePart(string Text, TemplateExpression? Expression);
