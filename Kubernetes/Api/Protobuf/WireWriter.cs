using System.Text;

namespace CniMigration.Kubernetes.Api.Protobuf;

/// <summary>Writes messages in protobuf's wire format.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> bytes = [];

    public WireWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public WireWriter Message(int field, Action<WireWriter> write)
    {
        var message = new WireWriter();
        write(message);
        return Bytes(field, message.ToArray());
    }

    public byte[] ToArray() => [.. bytes];

    private WireWriter Bytes(int field, byte[] content)
    {
        Varint((ulong)((field << 3) | 2));
        Varint((ulong)content.Length);
        bytes.AddRange(content);
        return this;
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        bytes.Add((byte)value);
    }
}
