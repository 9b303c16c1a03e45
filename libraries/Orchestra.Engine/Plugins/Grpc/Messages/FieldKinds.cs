using Google.Protobuf.Reflection;
using static Google.Protobuf.WireFormat;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>How fields of a descriptor are written.</summary>
internal static class FieldKinds
{
    public static bool IsMessage(this FieldDescriptor field) => field.FieldType is FieldType.Message or FieldType.Group;

    public static bool IsPackable(this FieldDescriptor field) =>
        field.FieldType is not (FieldType.Message or FieldType.Group or FieldType.String or FieldType.Bytes);

    public static WireType WireTypeOf(this FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireType.Fixed64,
            FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireType.Fixed32,
            FieldType.String or FieldType.Bytes or FieldType.Message => WireType.LengthDelimited,
            FieldType.Group => WireType.StartGroup,
            _ => WireType.Varint,
        };
}
