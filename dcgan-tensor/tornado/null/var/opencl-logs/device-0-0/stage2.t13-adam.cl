#pragma OPENCL EXTENSION cl_khr_fp64 : enable  
#pragma OPENCL EXTENSION cl_khr_fp16 : enable  
#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable  
__kernel void adam(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *g)
{
  long l_111, l_110, l_118, l_117, l_116, l_112, l_95, l_89, l_88, l_103, l_102, l_101, l_97, l_96, l_15, l_12, l_140, l_11, l_139, l_10, l_138, l_23, l_22, l_21, l_149, l_148, l_147, l_17, l_16, l_127, l_126, l_125, l_133, l_132, l_131, l_55, l_54, l_53, l_158, l_29, l_157, l_28, l_156, l_27, l_164, l_163, l_162, l_87, l_61, l_60, l_59; 
  float f_38, f_166, f_39, f_167, f_40, f_168, f_41, f_169, f_34, f_36, f_37, f_31, f_160, f_33, f_151, f_152, f_25, f_153, f_19, f_14, f_142, f_143, f_144, f_70, f_71, f_72, f_73, f_66, f_68, f_69, f_63, f_65, f_57, f_50, f_51, f_46, f_47, f_48, f_49, f_42, f_170, f_43, f_171, f_44, f_172, f_45, f_173, f_105, f_99, f_91, f_82, f_83, f_78, f_79, f_80, f_81, f_74, f_75, f_76, f_77, f_135, f_129, f_120, f_121, f_114, f_106; 
  ulong ul_84, ul_18, ul_13, ul_141, ul_8, ul_6, ul_134, ul_2, ul_1, ul_0, ul_128, ul_62, ul_122, ul_56, ul_119, ul_113, ul_107, ul_104, ul_165, ul_98, ul_159, ul_30, ul_92, ul_90, ul_24, ul_150; 
  bool b_5; 
  int i_145, i_85, i_20, i_146, i_9, i_137, i_136, i_7, i_161, i_32, i_94, i_100, i_35, i_86, i_93, i_155, i_26, i_154, i_52, i_115, i_109, i_108, i_64, i_4, i_3, i_67, i_130, i_124, i_123, i_58; 

  // BLOCK 0
  ul_0  =  (ulong) a;
  ul_1  =  (ulong) g;
  ul_2  =  ul_1 + 16L;
  i_3  =  *((__global int *) ul_2);
  i_4  =  get_global_id(0);
  b_5  =  i_4 < i_3;
  if(b_5)
  {
    // BLOCK 1
    ul_6  =  ul_1 + 40L;
    i_7  =  *((__global int *) ul_6);
    ul_8  =  ul_1 + 36L;
    i_9  =  *((__global int *) ul_8);
    l_10  =  (long) i_9;
    l_11  =  l_10 + 4L;
    l_12  =  l_11 << 2;
    ul_13  =  ul_0 + l_12;
    f_14  =  *((__global float *) ul_13);
    l_15  =  (long) i_7;
    l_16  =  l_15 + 4L;
    l_17  =  l_16 << 2;
    ul_18  =  ul_0 + l_17;
    f_19  =  *((__global float *) ul_18);
    i_20  =  i_7 + 1;
    l_21  =  (long) i_20;
    l_22  =  l_21 + 4L;
    l_23  =  l_22 << 2;
    ul_24  =  ul_0 + l_23;
    f_25  =  *((__global float *) ul_24);
    i_26  =  i_7 + 3;
    l_27  =  (long) i_26;
    l_28  =  l_27 + 4L;
    l_29  =  l_28 << 2;
    ul_30  =  ul_0 + l_29;
    f_31  =  *((__global float *) ul_30);
    i_32  =  isequal(f_25, 0.0F);
    if(i_32 == 1)
    {
      // BLOCK 2
      f_33  =  1.0F;
    }  // B1
    else
    {
      // BLOCK 3
      f_34  =  f_14 * f_31;
      i_35  =  isless(-0.25F, f_34);
      if(i_35 == 1)
      {
        // BLOCK 4
        f_36  =  -f_34;
        f_37  =  f_34 / 2.0F;
        f_38  =  f_34 / 3.0F;
        f_39  =  f_34 / 4.0F;
        f_40  =  f_34 / 5.0F;
        f_41  =  f_34 / 6.0F;
        f_42  =  f_34 / 7.0F;
        f_43  =  f_42 + 1.0F;
        f_44  =  fma(f_41, f_43, 1.0F);
        f_45  =  fma(f_40, f_44, 1.0F);
        f_46  =  fma(f_39, f_45, 1.0F);
        f_47  =  fma(f_38, f_46, 1.0F);
        f_48  =  fma(f_37, f_47, 1.0F);
        f_49  =  f_36 * f_48;
        f_33  =  f_49;
      }  // B3
      else
      {
        // BLOCK 5
        f_50  =  exp(f_34);
        f_51  =  1.0F - f_50;
        f_33  =  f_51;
      }  // B3
    }  // B1
    // BLOCK 6 MERGES [2 4 5 ]
    i_52  =  i_7 + 4;
    l_53  =  (long) i_52;
    l_54  =  l_53 + 4L;
    l_55  =  l_54 << 2;
    ul_56  =  ul_0 + l_55;
    f_57  =  *((__global float *) ul_56);
    i_58  =  i_7 + 6;
    l_59  =  (long) i_58;
    l_60  =  l_59 + 4L;
    l_61  =  l_60 << 2;
    ul_62  =  ul_0 + l_61;
    f_63  =  *((__global float *) ul_62);
    i_64  =  isequal(f_57, 0.0F);
    if(i_64 == 1)
    {
      // BLOCK 7
      f_65  =  1.0F;
    }  // B6
    else
    {
      // BLOCK 8
      f_66  =  f_63 * f_14;
      i_67  =  isless(-0.25F, f_66);
      if(i_67 == 1)
      {
        // BLOCK 9
        f_68  =  -f_66;
        f_69  =  f_66 / 2.0F;
        f_70  =  f_66 / 3.0F;
        f_71  =  f_66 / 4.0F;
        f_72  =  f_66 / 5.0F;
        f_73  =  f_66 / 6.0F;
        f_74  =  f_66 / 7.0F;
        f_75  =  f_74 + 1.0F;
        f_76  =  fma(f_73, f_75, 1.0F);
        f_77  =  fma(f_72, f_76, 1.0F);
        f_78  =  fma(f_71, f_77, 1.0F);
        f_79  =  fma(f_70, f_78, 1.0F);
        f_80  =  fma(f_69, f_79, 1.0F);
        f_81  =  f_68 * f_80;
        f_65  =  f_81;
      }  // B8
      else
      {
        // BLOCK 10
        f_82  =  exp(f_66);
        f_83  =  1.0F - f_82;
        f_65  =  f_83;
      }  // B8
    }  // B6
    // BLOCK 11 MERGES [7 9 10 ]
    ul_84  =  ul_1 + 20L;
    i_85  =  *((__global int *) ul_84);
    i_86  =  i_85 + i_4;
    l_87  =  (long) i_86;
    l_88  =  l_87 + 4L;
    l_89  =  l_88 << 2;
    ul_90  =  ul_0 + l_89;
    f_91  =  *((__global float *) ul_90);
    ul_92  =  ul_1 + 24L;
    i_93  =  *((__global int *) ul_92);
    i_94  =  i_93 + i_4;
    l_95  =  (long) i_94;
    l_96  =  l_95 + 4L;
    l_97  =  l_96 << 2;
    ul_98  =  ul_0 + l_97;
    f_99  =  *((__global float *) ul_98);
    i_100  =  i_7 + 8;
    l_101  =  (long) i_100;
    l_102  =  l_101 + 4L;
    l_103  =  l_102 << 2;
    ul_104  =  ul_0 + l_103;
    f_105  =  *((__global float *) ul_104);
    f_106  =  *((__global float *) ul_24);
    ul_107  =  ul_1 + 28L;
    i_108  =  *((__global int *) ul_107);
    i_109  =  i_108 + i_4;
    l_110  =  (long) i_109;
    l_111  =  l_110 + 4L;
    l_112  =  l_111 << 2;
    ul_113  =  ul_0 + l_112;
    f_114  =  *((__global float *) ul_113);
    i_115  =  i_7 + 2;
    l_116  =  (long) i_115;
    l_117  =  l_116 + 4L;
    l_118  =  l_117 << 2;
    ul_119  =  ul_0 + l_118;
    f_120  =  *((__global float *) ul_119);
    f_121  =  *((__global float *) ul_56);
    ul_122  =  ul_1 + 32L;
    i_123  =  *((__global int *) ul_122);
    i_124  =  i_123 + i_4;
    l_125  =  (long) i_124;
    l_126  =  l_125 + 4L;
    l_127  =  l_126 << 2;
    ul_128  =  ul_0 + l_127;
    f_129  =  *((__global float *) ul_128);
    i_130  =  i_7 + 5;
    l_131  =  (long) i_130;
    l_132  =  l_131 + 4L;
    l_133  =  l_132 << 2;
    ul_134  =  ul_0 + l_133;
    f_135  =  *((__global float *) ul_134);
    i_136  =  *((__global int *) ul_107);
    i_137  =  i_136 + i_4;
    l_138  =  (long) i_137;
    l_139  =  l_138 + 4L;
    l_140  =  l_139 << 2;
    ul_141  =  ul_0 + l_140;
    f_142  =  fma(f_91, f_105, f_99);
    f_143  =  f_142 * f_120;
    f_144  =  fma(f_106, f_114, f_143);
    *((__global float *) ul_141)  =  f_144;
    i_145  =  *((__global int *) ul_122);
    i_146  =  i_145 + i_4;
    l_147  =  (long) i_146;
    l_148  =  l_147 + 4L;
    l_149  =  l_148 << 2;
    ul_150  =  ul_0 + l_149;
    f_151  =  f_135 * f_142;
    f_152  =  f_151 * f_142;
    f_153  =  fma(f_121, f_129, f_152);
    *((__global float *) ul_150)  =  f_153;
    i_154  =  *((__global int *) ul_84);
    i_155  =  i_7 + 7;
    l_156  =  (long) i_155;
    l_157  =  l_156 + 4L;
    l_158  =  l_157 << 2;
    ul_159  =  ul_0 + l_158;
    f_160  =  *((__global float *) ul_159);
    i_161  =  i_154 + i_4;
    l_162  =  (long) i_161;
    l_163  =  l_162 + 4L;
    l_164  =  l_163 << 2;
    ul_165  =  ul_0 + l_164;
    f_166  =  f_19 / f_33;
    f_167  =  f_166 * f_144;
    f_168  =  native_sqrt(f_153);
    f_169  =  native_sqrt(f_65);
    f_170  =  f_168 / f_169;
    f_171  =  f_170 + f_160;
    f_172  =  f_167 / f_171;
    f_173  =  f_91 - f_172;
    *((__global float *) ul_165)  =  f_173;
  }  // B0
  else
  {
    // BLOCK 12
  }  // B0
  // BLOCK 13 MERGES [12 11 ]
  return;
}  //  kernel
