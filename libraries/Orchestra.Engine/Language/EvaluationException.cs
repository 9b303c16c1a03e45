namespace Orchestra.Engine.Language;

/// <summary>Ends the evaluation of one expression; the renderer turns it into a <see cref="LanguageFault" />, so it never leaves this namespace's doors.</summary>
internal sealed class EvaluationException(LanguageFaultKind kind, string message) : Exception(message)
{
    public LanguageFaultKind Kind { get; } = kind;
}
