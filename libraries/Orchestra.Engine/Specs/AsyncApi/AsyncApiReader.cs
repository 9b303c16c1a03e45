using System.Text;
using Orchestra.Contracts.Errors;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs.AsyncApi;

/// <summary>Reads AsyncAPI 2.0 to 2.6 and 3.0, in JSON or YAML. Nothing outside the text is ever read.</summary>
public static class AsyncApiReader
{
    /// <summary>Reads a spec; what is wrong with it is in the answer, never an exception.</summary>
    /// <param name="content">The text.</param>
    public static SpecImport Read(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Read(Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Reads a spec; what is wrong with it is in the answer, never an exception.</summary>
    /// <param name="content">The text in UTF-8, at most 10 MiB.</param>
    public static SpecImport Read(ReadOnlyMemory<byte> content)
    {
        var faults = new List<Fault>();
        try
        {
            return AsyncApiDocument.Import(SpecText.Read(content, faults), faults);
        }
        catch (SpecSyntaxException exception)
        {
            return new SpecImport([], null, null, [.. faults, exception.Fault], []);
        }
    }
}
