namespace Orchestra.Engine.Tests.Outbound;

/// <summary>A request as it came over the wire.</summary>
internal sealed record RawRequest(string Head, string Body)
{
    public string Method => Head.Split(' ')[0];

    public string Path => Head.Split(' ')[1];

    public string? Header(string name) =>
        Head.Split("\r\n")
            .Skip(1)
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .FirstOrDefault();
}
