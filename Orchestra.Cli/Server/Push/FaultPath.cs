using System.Text;
using Orchestra.Contracts.Json;

namespace Orchestra.Cli.Server.Push;

/// <summary>The server names places in a body as <c>steps[0].alias</c>; files are read with JSON pointers.</summary>
internal static class FaultPath
{
    /// <summary><c>/steps/0/alias</c>; empty for the whole body.</summary>
    public static string ToPointer(string? path)
    {
        var pointer = new StringBuilder();
        foreach (var segment in (path ?? "").Replace("[", ".", StringComparison.Ordinal).Split('.'))
        {
            var name = segment.TrimEnd(']').Trim('\'');
            if (name.Length > 0 && name != "$")
            {
                pointer.Append('/').Append(JsonPointers.Escape(name));
            }
        }

        return pointer.ToString();
    }
}
