using System.Text;
using System.Text.RegularExpressions;

namespace Orchestra.Cli.Offline;

/// <summary>Says which protocol a spec is of, by its name and its first lines. What is wrong in it is for its parser to say.</summary>
internal static partial class SpecProtocol
{
    private const int Looked = 64 * 1024;
    private static readonly HashSet<string> DescriptorSets = new(StringComparer.OrdinalIgnoreCase)
    {
        ".proto",
        ".pb",
        ".binpb",
        ".protoset",
    };

    /// <summary>The protocol; null for an AsyncAPI document that does not say whether it is of Kafka or of AMQP.</summary>
    public static string? Of(string path, byte[] content)
    {
        if (DescriptorSets.Contains(Path.GetExtension(path)))
        {
            return "grpc";
        }

        var text = Encoding.UTF8.GetString(content, 0, Math.Min(content.Length, Looked));
        var heads = Head().Matches(text).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return heads.Contains("openapi") || heads.Contains("swagger") ? "http"
            : heads.Contains("asyncapi") ? BrokerOf(text)
            : heads.Contains("tables") ? "db"
            : "http";
    }

    private static string? BrokerOf(string text)
    {
        var said = Server().Match(text) is { Success: true } server ? server : Binding().Match(text);
        return !said.Success ? null
            : said.Groups[1].Value == "kafka" ? "kafka"
            : "queue";
    }

    [GeneratedRegex("""(?m)^[\s{]*"?(openapi|swagger|asyncapi|tables)"?\s*:""")]
    private static partial Regex Head();

    [GeneratedRegex("""[\s"{,]protocol"?\s*:\s*["']?(kafka|amqp)""")]
    private static partial Regex Server();

    [GeneratedRegex("""[\s"{,](kafka|amqp)"?\s*:\s""")]
    private static partial Regex Binding();
}
