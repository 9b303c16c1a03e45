using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Plugins;

/// <summary>Turns a spec into endpoints. Pure: nothing outside the text is ever read, and the same text gives the same endpoints.</summary>
public interface ISpecParser
{
    /// <summary>Reads a spec; what is wrong with it is in the answer, with line and pointer, never an exception.</summary>
    /// <param name="content">The text in UTF-8, at most 10 MiB.</param>
    SpecImport Parse(ReadOnlyMemory<byte> content);
}
