using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Orchestra.Engine.Plugins.Grpc.Messages;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>
/// Asks a server for the descriptors of its services (grpc.reflection.v1, else v1alpha). Its messages are few and plain, and are written
/// here by their field numbers.
/// </summary>
internal static class ReflectionClient
{
    private const int MaxFiles = 500;
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int FileByName = 3;
    private const int FileContainingSymbol = 4;
    private const int ListServices = 7;

    private static readonly string[] Services = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"];

    /// <summary>The method with its descriptors, or how the question for them ended.</summary>
    /// <exception cref="ProtoException">The server does not know the method, or its descriptors are none.</exception>
    public static async Task<((ProtoSchema Schema, MethodDescriptor Method)? Found, GrpcAnswer? Failure)> FindAsync(
        CallInvoker invoker,
        string service,
        string method,
        CallOptions options
    )
    {
        var (files, failure) = await FilesAsync(invoker, service, options);
        if (files is null)
        {
            return (null, failure);
        }

        var schema = ProtoSchema.Load(files);
        return schema.FindMethod(service, method) is { } found
            ? ((schema, found), null)
            : throw new ProtoException($"the server's {service} has no method {method}");
    }

    /// <summary>The files that declare a symbol and all that they import, or how the question for them ended.</summary>
    public static Task<(IReadOnlyCollection<FileDescriptorProto>? Files, GrpcAnswer? Failure)> FilesAsync(
        CallInvoker invoker,
        string symbol,
        CallOptions options
    ) => AskAsync(reflection => FilesAsync(invoker, reflection, [symbol], options));

    /// <summary>The files of every service that the server has but reflection itself, or how the question for them ended.</summary>
    public static Task<(IReadOnlyCollection<FileDescriptorProto>? Files, GrpcAnswer? Failure)> AllFilesAsync(
        CallInvoker invoker,
        CallOptions options
    ) =>
        AskAsync(async reflection =>
        {
            var answer = await GrpcCall.RunAsync(
                invoker,
                reflection,
                "ServerReflectionInfo",
                [Question(ListServices, "*")],
                options,
                MaxBytes
            );
            if (answer.Status.StatusCode != StatusCode.OK || answer.IsCut)
            {
                return (null, answer);
            }

            var services = answer
                .Messages.SelectMany(ServicesIn)
                .Where(name => !name.StartsWith("grpc.reflection.", StringComparison.Ordinal))
                .ToList();
            return services.Count == 0
                ? throw new ProtoException("the server's reflection names no service")
                : await FilesAsync(invoker, reflection, services, options);
        });

    private static async Task<(IReadOnlyCollection<FileDescriptorProto>? Files, GrpcAnswer? Failure)> AskAsync(
        Func<string, Task<(IReadOnlyCollection<FileDescriptorProto>? Files, GrpcAnswer? Failure)>> ask
    )
    {
        GrpcAnswer? failure = null;
        foreach (var reflection in Services)
        {
            (var files, failure) = await ask(reflection);
            if (files is not null || failure!.Status.StatusCode != StatusCode.Unimplemented)
            {
                return (files, failure);
            }
        }

        throw new ProtoException($"the server has no reflection: import a descriptor set or .proto files ({failure!.Status.Detail})");
    }

    private static async Task<(IReadOnlyCollection<FileDescriptorProto>? Files, GrpcAnswer? Failure)> FilesAsync(
        CallInvoker invoker,
        string reflection,
        IReadOnlyList<string> symbols,
        CallOptions options
    )
    {
        var files = new Dictionary<string, FileDescriptorProto>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var questions = symbols.Select(symbol => Question(FileContainingSymbol, symbol)).ToList();
        while (questions.Count > 0)
        {
            var answer = await GrpcCall.RunAsync(invoker, reflection, "ServerReflectionInfo", questions, options, MaxBytes);
            if (answer.Status.StatusCode != StatusCode.OK || answer.IsCut)
            {
                return (null, answer);
            }

            foreach (var file in answer.Messages.SelectMany(message => Files(message, string.Join(", ", symbols))))
            {
                files.TryAdd(file.Name, file);
            }

            // Servers give a file's imports with it or not: what is missing is asked for, everything once.
            questions =
            [
                .. files
                    .Values.SelectMany(file => file.Dependency)
                    .Where(name => !files.ContainsKey(name) && asked.Add(name))
                    .Select(name => Question(FileByName, name)),
            ];
            if (files.Count > MaxFiles)
            {
                throw new ProtoException($"the server's descriptors are more than {MaxFiles} files");
            }
        }

        return (files.Values, null);
    }

    private static byte[] Question(int number, string text) =>
        MessageEncoder.Bytes(output =>
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteString(text);
        });

    // ServerReflectionResponse: 6 is a ListServiceResponse {1: ServiceResponse {1: name}}.
    private static List<string> ServicesIn(byte[] message) =>
        [
            .. Inner(message, 6)
                .SelectMany(list => Inner(list, 1))
                .SelectMany(service => Inner(service, 1))
                .Select(name => System.Text.Encoding.UTF8.GetString(name.Span)),
        ];

    private static List<ReadOnlyMemory<byte>> Inner(ReadOnlyMemory<byte> message, int number)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        var reader = new WireReader(message);
        while (reader.TryRead(out var field))
        {
            if (field.Number == number && field.Type == WireFormat.WireType.LengthDelimited)
            {
                found.Add(field.Data);
            }
        }

        return found;
    }

    // ServerReflectionResponse: 4 is a FileDescriptorResponse {1: files}, 7 an ErrorResponse {1: code, 2: message}.
    private static List<FileDescriptorProto> Files(byte[] message, string symbol)
    {
        var files = new List<FileDescriptorProto>();
        var reader = new WireReader(message);
        while (reader.TryRead(out var field))
        {
            if (field is not { Number: 4 or 7, Type: WireFormat.WireType.LengthDelimited })
            {
                continue;
            }

            var inner = new WireReader(field.Data);
            while (inner.TryRead(out var item))
            {
                if (field.Number == 7 && item.Number == 2)
                {
                    throw new ProtoException(
                        $"the server does not describe {symbol}: {System.Text.Encoding.UTF8.GetString(item.Data.Span)}"
                    );
                }

                if (field.Number == 4 && item.Number == 1)
                {
                    files.Add(Parse(item.Data));
                }
            }
        }

        return files;
    }

    private static FileDescriptorProto Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return FileDescriptorProto.Parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ProtoException($"the server's descriptors are none: {e.Message}");
        }
    }
}
