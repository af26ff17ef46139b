using System.Text;

namespace CniMigration.Kubernetes.Api.Protobuf;

/// <summary>Reads protobuf's wire format, field by field.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;

    public int Field { get; private set; }

    public int WireType { get; private set; }

    public bool Next()
    {
        if (position == bytes.Length)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        WireType = (int)(tag & 7);
        return true;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7f) << shift;
            if ((part & 0x80) == 0)
            {
                return value;
            }
        }

        throw Broken();
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        return length <= int.MaxValue ? Take((int)length) : throw Broken();
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public void Skip()
    {
        switch (WireType)
        {
            case 0:
                Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes();
                break;
            case 5:
                Take(4);
                break;
            default:
                throw Broken();
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (bytes.Length - position < count)
        {
            throw Broken();
        }

        position += count;
        return bytes.Slice(position - count, count);
    }

    private static ApiException Broken() => ApiException.BadRequest("unable to decode the protobuf body: it ends too early or is malformed");
}
