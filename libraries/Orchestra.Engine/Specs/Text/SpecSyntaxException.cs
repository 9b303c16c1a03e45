using Orchestra.Contracts.Errors;

namespace Orchestra.Engine.Specs.Text;

/// <summary>The text cannot be read any further. Never leaves <see cref="OpenApiReader"/>: it becomes the import's fault.</summary>
internal sealed class SpecSyntaxException(string path, int? line, string message) : Exception(message)
{
    /// <summary>Where and what.</summary>
    public Fault Fault { get; } = new(path, line, message);
}
