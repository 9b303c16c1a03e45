using Orchestra.Engine.Plugins.Db;
using Orchestra.Engine.Plugins.Grpc.Specs;
using Orchestra.Engine.Specs;
using Orchestra.Engine.Specs.AsyncApi;

namespace Orchestra.Engine.Plugins;

/// <summary>The spec parsers of the plug-ins by themselves: for who reads specs and carries out no steps.</summary>
public static class SpecParsers
{
    /// <summary>The protocols that have one.</summary>
    public static IReadOnlyList<string> Protocols { get; } = ["db", "grpc", "http", "kafka", "queue"];

    /// <summary>The parser of a protocol; null for none.</summary>
    public static ISpecParser? Find(string protocolId) =>
        protocolId switch
        {
            "db" => new TableListParser(),
            "grpc" => new GrpcSpecParser(),
            "http" => new Reader(OpenApiReader.Read),
            "kafka" or "queue" => new Reader(AsyncApiReader.Read),
            _ => null,
        };

    private sealed class Reader(Func<ReadOnlyMemory<byte>, SpecImport> read) : ISpecParser
    {
        public SpecImport Parse(ReadOnlyMemory<byte> content) => read(content);
    }
}
