using System.Text;

namespace Orchestra.Testing.Http;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">For example POST.</param>
/// <param name="Target">Path and query, still escaped.</param>
/// <param name="Headers">Names in lower case; several of one name are joined by a comma.</param>
/// <param name="Body">The bytes.</param>
public sealed record ReceivedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name.ToLowerInvariant());
}
