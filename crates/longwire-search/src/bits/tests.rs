use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn what_was_written_is_read(values in prop::collection::vec((0_u32..5_000, 0_u32..20, 1_u32..=32), 0..200)) {
        let mut writer = BitWriter::default();
        for &(value, low, width) in &values {
            writer.rice(value, low);
            writer.gamma(value + 1);
            writer.bits(value, width);
        }
        let mut bytes = Vec::new();
        writer.finish_into(&mut bytes);
        let (mut reader, mut apart) = (BitReader::new(&bytes), BitReader::new(&bytes));
        for &(value, low, width) in &values {
            prop_assert_eq!(reader.rice_gamma(low).unwrap(), (value, value + 1));
            prop_assert_eq!(apart.rice(low).unwrap(), value);
            prop_assert_eq!(apart.gamma().unwrap(), value + 1);
            apart.bits(width).unwrap();
            let kept = if width == 32 { value } else { value & ((1 << width) - 1) };
            prop_assert_eq!(reader.bits(width).unwrap(), kept);
        }
    }

    #[test]
    fn copied_bits_are_those_that_were_written(values in prop::collection::vec((any::<u32>(), 0_u32..=32), 0..80), before in 0_u32..32) {
        let (mut writer, mut copy) = (BitWriter::default(), BitWriter::default());
        copy.bits(1, before);
        values.iter().for_each(|&(value, width)| writer.bits(value, width));
        let mut bytes = Vec::new();
        writer.finish_into(&mut bytes);
        let count: u32 = values.iter().map(|(_, width)| width).sum();
        copy.copy(&mut BitReader::new(&bytes), count as usize).unwrap();
        bytes.clear();
        copy.finish_into(&mut bytes);
        let mut reader = BitReader::new(&bytes);
        reader.skip(before as usize);
        for &(value, width) in &values {
            let kept = if width == 32 { value } else { value & ((1 << width) - 1) };
            prop_assert_eq!(reader.bits(width).unwrap(), kept);
        }
    }

    #[test]
    fn numbers_by_bytes_are_read_back(value: u64, signed: i64) {
        let mut bytes = Vec::new();
        write_number(&mut bytes, value);
        write_signed(&mut bytes, signed);
        let mut rest = &bytes[..];
        prop_assert_eq!(read_number(&mut rest).unwrap(), value);
        prop_assert_eq!(read_signed(&mut rest).unwrap(), signed);
        prop_assert!(rest.is_empty());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut reader = BitReader::new(&bytes);
        while reader.rice_gamma(5).is_ok() {}
        let mut rest = &bytes[..];
        while read_number(&mut rest).is_ok() {}
    }
}

#[test]
fn the_end_is_told() {
    assert!(BitReader::new(&[]).bits(1).is_err());
    assert!(BitReader::new(&[0; 100]).gamma().is_err());
    assert!(BitReader::new(&[0; 100]).rice(3).is_err());
    assert!(read_number(&mut &[0x80; 3][..]).is_err());
    assert!(read_number(&mut &[0xff; 20][..]).is_err());
}
