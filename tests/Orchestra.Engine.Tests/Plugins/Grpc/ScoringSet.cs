using Google.Protobuf;
using Google.Protobuf.Reflection;
using Orchestra.Engine.Tests.Plugins.Grpc.Protos;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

/// <summary>The descriptors of scoring.proto.</summary>
internal static class ScoringSet
{
    public static List<FileDescriptorProto> Files() =>
        [.. ScoringReflection.Descriptor.Dependencies.Append(ScoringReflection.Descriptor).Select(file => file.ToProto())];

    /// <summary>As <c>protoc --include_imports -o</c> writes them.</summary>
    public static byte[] Bytes() => new FileDescriptorSet { File = { Files() } }.ToByteArray();

    /// <summary>The .proto file itself.</summary>
    public static string Text() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Plugins", "Grpc", "Protos", "scoring.proto"));
}
