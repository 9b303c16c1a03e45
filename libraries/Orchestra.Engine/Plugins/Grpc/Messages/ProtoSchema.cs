using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>The messages and services of a descriptor set.</summary>
internal sealed class ProtoSchema
{
    private const int MaxFiles = 2000;

    // Descriptor sets made without --include_imports lack these, and everybody has the same.
    private static readonly Dictionary<string, ByteString> WellKnown = new FileDescriptor[]
    {
        Any.Descriptor.File,
        Duration.Descriptor.File,
        Empty.Descriptor.File,
        FieldMask.Descriptor.File,
        Struct.Descriptor.File,
        Timestamp.Descriptor.File,
        Int32Value.Descriptor.File,
        FileDescriptorProto.Descriptor.File,
    }.ToDictionary(file => file.Name, file => file.SerializedData, StringComparer.Ordinal);

    private readonly Dictionary<string, MessageDescriptor> _messages = new(StringComparer.Ordinal);

    private ProtoSchema(IReadOnlyList<FileDescriptor> files)
    {
        Files = files;
        foreach (var message in files.SelectMany(file => file.MessageTypes))
        {
            Add(message);
        }
    }

    /// <summary>The files, each after those that it imports.</summary>
    public IReadOnlyList<FileDescriptor> Files { get; }

    /// <summary>The methods of all services, in the order of the files.</summary>
    public IEnumerable<MethodDescriptor> Methods => Files.SelectMany(file => file.Services).SelectMany(service => service.Methods);

    /// <summary>Reads a serialised FileDescriptorSet.</summary>
    /// <exception cref="ProtoException">It is none, or lacks a file.</exception>
    public static ProtoSchema Load(ReadOnlySpan<byte> set)
    {
        try
        {
            return Load(FileDescriptorSet.Parser.ParseFrom(set).File);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ProtoException($"this is no FileDescriptorSet: {e.Message}");
        }
    }

    /// <summary>The same for its files.</summary>
    public static ProtoSchema Load(IEnumerable<FileDescriptorProto> files)
    {
        var ordered = Ordered(files);
        try
        {
            return new ProtoSchema(FileDescriptor.BuildFromByteStrings(ordered.Select(file => file.ToByteString())));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Google.Protobuf trusts protoc: a set that another hand made ends in whatever exception comes first.
            throw new ProtoException($"the descriptors do not fit together: {e.Message}");
        }
    }

    /// <summary>A message by its full name; null when there is none.</summary>
    public MessageDescriptor? FindMessage(string fullName) => _messages.GetValueOrDefault(fullName);

    /// <summary>A method by its service's full name and its own; null when there is none.</summary>
    public MethodDescriptor? FindMethod(string service, string method) =>
        Methods.FirstOrDefault(found => found.Service.FullName == service && found.Name == method);

    /// <summary>A FileDescriptorSet with one file and all that it imports, without comments.</summary>
    public static byte[] SetOf(FileDescriptor file)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var set = new FileDescriptorSet();
        AddTo(set, file, names);
        return set.ToByteArray();
    }

    private static void AddTo(FileDescriptorSet set, FileDescriptor file, HashSet<string> names)
    {
        if (!names.Add(file.Name))
        {
            return;
        }

        foreach (var import in file.Dependencies)
        {
            AddTo(set, import, names);
        }

        var bare = file.ToProto();
        bare.SourceCodeInfo = null;
        set.File.Add(bare);
    }

    private static List<FileDescriptorProto> Ordered(IEnumerable<FileDescriptorProto> files)
    {
        var byName = new Dictionary<string, FileDescriptorProto>(StringComparer.Ordinal);
        foreach (var file in files.Take(MaxFiles + 1))
        {
            if (!byName.TryAdd(file.Name, file) && !byName[file.Name].Equals(file))
            {
                throw new ProtoException($"there are two different files {file.Name}");
            }
        }

        if (byName.Count > MaxFiles)
        {
            throw new ProtoException($"there are more than {MaxFiles} files");
        }

        var (ordered, state) = (new List<FileDescriptorProto>(), new Dictionary<string, bool>(StringComparer.Ordinal));
        foreach (var name in byName.Keys.ToList())
        {
            Visit(name, "the set", byName, ordered, state, 0);
        }

        return ordered;
    }

    private static void Visit(
        string name,
        string by,
        Dictionary<string, FileDescriptorProto> files,
        List<FileDescriptorProto> ordered,
        Dictionary<string, bool> done,
        int depth
    )
    {
        if (done.TryGetValue(name, out var isDone))
        {
            _ = isDone ? isDone : throw new ProtoException($"{name} imports itself, over {by}");
            return;
        }

        if (!files.TryGetValue(name, out var file))
        {
            file = WellKnown.TryGetValue(name, out var bytes)
                ? FileDescriptorProto.Parser.ParseFrom(bytes)
                : throw new ProtoException($"{by} imports {name}, which is not there: make the set with protoc --include_imports");
        }

        if (file.Syntax is not ("" or "proto2" or "proto3"))
        {
            throw new ProtoException($"{name} has the syntax '{file.Syntax}': proto2 and proto3 are read");
        }

        done[name] = false;
        foreach (var import in file.Dependency)
        {
            Visit(
                import,
                depth > MaxFiles ? throw new ProtoException("imports are nested too deep") : name,
                files,
                ordered,
                done,
                depth + 1
            );
        }

        done[name] = true;
        ordered.Add(file);
    }

    private void Add(MessageDescriptor message)
    {
        _messages.TryAdd(message.FullName, message);
        foreach (var nested in message.NestedTypes)
        {
            Add(nested);
        }
    }
}
