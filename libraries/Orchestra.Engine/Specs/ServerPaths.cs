using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Finds the base path that the first server of a spec puts in front of its paths.</summary>
internal sealed class ServerPaths(ImportLog log)
{
    private const int MaxUrlLength = 8192;

    private readonly Dictionary<int, string> _read = [];

    /// <summary>The base path that a holder's own servers give, without a slash at its end; null when it has no servers.</summary>
    /// <param name="holder">The document, a path item or an operation.</param>
    public string? Read(SpecNode holder)
    {
        if (log.Member(holder, "servers"u8, SpecKind.Array) is not { } servers)
        {
            return null;
        }

        if (_read.TryGetValue(servers.Index, out var known))
        {
            return known;
        }

        foreach (var server in servers.Children)
        {
            return _read[servers.Index] = log.Expect(server, SpecKind.Object) && Url(server) is { } url ? BasePath(url) : "";
        }

        return null;
    }

    private string? Url(SpecNode server)
    {
        if (server.Member("url"u8) is not { } node)
        {
            log.Fault(server, "this server has no 'url'");
            return null;
        }

        var url = log.Text(node);
        var variables = log.Member(server, "variables"u8, SpecKind.Object);
        for (var start = url?.IndexOf('{') ?? -1; start >= 0; start = url!.IndexOf('{', start))
        {
            var end = url!.IndexOf('}', start);
            var name = end < 0 ? "" : url[(start + 1)..end];
            var variable = variables?.Member(System.Text.Encoding.UTF8.GetBytes(name));
            if (variable is not { } declared || log.Text(declared, "default"u8) is not { } value)
            {
                log.Fault(node, $"the variable '{{{name}}}' of this server's url has no default");
                return null;
            }

            url = string.Concat(url.AsSpan(0, start), value, url.AsSpan(end + 1));
            if (url.Length > MaxUrlLength)
            {
                log.Fault(node, $"this server's url is longer than {MaxUrlLength} characters");
                return null;
            }

            // A default is text: braces in it are not looked at again.
            start += value.Length;
        }

        return url;
    }

    private static string BasePath(string url)
    {
        var path = url;
        var authority = url.IndexOf("//", StringComparison.Ordinal);
        // The two slashes of 'https://host' or '//host', not those inside a path.
        if (authority == 0 || (authority > 0 && url[authority - 1] == ':'))
        {
            var slash = url.IndexOf('/', authority + 2);
            path = slash < 0 ? "" : url[slash..];
        }

        var end = path.AsSpan().IndexOfAny('?', '#');
        var segments = new List<string>();
        foreach (var segment in (end < 0 ? path : path[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("." or ".."))
            {
                segments.Add(segment);
            }
        }

        return segments.Count == 0 ? "" : $"/{string.Join('/', segments)}";
    }
}
